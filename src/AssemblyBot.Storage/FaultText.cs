namespace AssemblyBot.Storage;

/// <summary>What a system says of a failure, made to stand within a sentence.</summary>
internal static class FaultText
{
    /// <summary>The words on one line, without a full stop.</summary>
    public static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');
}
