namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>What is wrong with one value of a request, in the words and codes of the real server.</summary>
/// <param name="Path">Where: names and positions, joined by dots; empty for the whole body.</param>
/// <param name="Code">Such as <c>BASE_TYPE_MAX_LENGTH</c>.</param>
/// <param name="Message">Such as <c>Must be 2000 or fewer in length.</c></param>
internal sealed record SchemaProblem(string Path, string Code, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
