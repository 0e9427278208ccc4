namespace AssemblyBot.Telegram.Networks;

/// <summary>
/// A file whose time says when the server last answered, so that an outage is noticed that this program slept through. It
/// is empty.
/// </summary>
/// <param name="path">Where it lies; null: nowhere, as where several hosts take turns.</param>
internal sealed class ContactFile(string? path)
{
    /// <summary>When the server last answered; null: not known.</summary>
    public DateTimeOffset? Read()
    {
        try
        {
            return path is not null && File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes when the server answered; where that cannot be written, nothing is noted.</summary>
    public void Note(DateTimeOffset at)
    {
        if (path is null)
            return;
        try
        {
            if (!File.Exists(path))
                File.WriteAllBytes(path, []);
            File.SetLastWriteTimeUtc(path, at.UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An outage more or less is told of.
        }
    }
}
