namespace AssemblyBot.Telegram.Api;

/// <summary>A file to be sent.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Caption">What stands below it: up to 1,024 characters in Telegram's HTML; empty: nothing.</param>
internal sealed record FileUpload(FileKind Kind, string Name, ReadOnlyMemory<byte> Content, string Caption);

/// <summary>How a file is shown.</summary>
internal enum FileKind
{
    /// <summary>As a file that can be opened and kept.</summary>
    Document,

    /// <summary>As a picture.</summary>
    Photo,
}
