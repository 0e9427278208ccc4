namespace AssemblyBot.Testing;

/// <summary>A fixture is not beside the repository, so what needs it cannot run.</summary>
public sealed class MissingSharedFileException(string relativePath)
    : FileNotFoundException(SharedFiles.SkipReason(relativePath), relativePath);
