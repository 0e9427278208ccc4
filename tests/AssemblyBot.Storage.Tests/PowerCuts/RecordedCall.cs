namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>Something a process did that matters to what is on disk after a power cut, in the order in which it was done.</summary>
internal abstract record RecordedCall
{
    private RecordedCall()
    {
    }

    /// <summary>Bytes were written, and are in the system's cache.</summary>
    public sealed record Write(string File, long Offset, byte[] Bytes) : RecordedCall;

    /// <summary>A file was cut or lengthened.</summary>
    public sealed record Resize(string File, long Length) : RecordedCall;

    /// <summary>What was written to a file before, or the names in a folder, are on disk.</summary>
    public sealed record Sync(string File) : RecordedCall;

    /// <summary>A file was made.</summary>
    public sealed record Create(string File) : RecordedCall;

    /// <summary>A file's name went away.</summary>
    public sealed record Delete(string File) : RecordedCall;

    /// <summary>A file has another name.</summary>
    public sealed record Rename(string File, string NewName) : RecordedCall;

    /// <summary>The process said something on its standard output: from here on someone may rely on it.</summary>
    public sealed record Say(string Text) : RecordedCall;
}
