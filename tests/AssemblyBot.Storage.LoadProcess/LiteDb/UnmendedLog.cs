using AssemblyBot.Storage.LiteDb.Pages;

/// <summary>A log as LiteDB writes it by itself: never synced, and a transaction confirmed together with its last page.</summary>
internal sealed class UnmendedLog(string path) : PageLog(path)
{
    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Append(Span<byte> page)
    {
        WriteSealed(page);
        IsConfirmed = PageHeader.Confirms(page);
    }
}
