using static AssemblyBot.Storage.LiteDb.Pages.PageHeader;

namespace AssemblyBot.Storage.LiteDb.Pages;

/// <summary>
/// The log of LiteDB: a transaction is its pages, and then it is confirmed by a byte of the last one. Here that byte is
/// written when all of its pages are on disk, alone with its sector, and the commit returns when it is on disk too.
/// </summary>
internal class PageLog(string path) : PageFile(path, FileMode.OpenOrCreate)
{
    /// <summary>
    /// Whether the last page that was written confirmed its transaction: after a commit it must have, or LiteDB does not
    /// write as this program relies on.
    /// </summary>
    public bool IsConfirmed { get; protected set; } = true;

    /// <summary>
    /// Why something was not written; nothing is written from then on. LiteDB is not told: a failure amid its writing
    /// leaves it with pages in disorder, over which its finalizer later ends the process.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    protected override bool TakesAnyPage => true;

    /// <inheritdoc/>
    protected override void WritePage(Span<byte> page)
    {
        if (Failure is not null)
            return;
        try
        {
            Append(page);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
        }
    }

    /// <summary>Writes a page behind the others.</summary>
    protected virtual void Append(Span<byte> page)
    {
        IsConfirmed = false;
        var confirms = Confirms(page);
        if (confirms)
            SetConfirms(page, false);
        WriteSealed(page);
        if (!confirms)
            return;

        Flush();
        SetConfirms(page, true);
        WriteBytes(page[..PageHeader.Length]);
        Flush();
        IsConfirmed = true;
    }
}
