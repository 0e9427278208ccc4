namespace AssemblyBot.Testing.BotApi;

/// <summary>A file the bot uploaded.</summary>
/// <param name="Field">The parameter it came in: <c>document</c> or <c>photo</c>.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Content">Its bytes; empty if the bot named a file or an address instead of uploading.</param>
public sealed record FakeFile(string Field, string Name, ReadOnlyMemory<byte> Content);
