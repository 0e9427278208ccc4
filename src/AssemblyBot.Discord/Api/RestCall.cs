namespace AssemblyBot.Discord.Api;

/// <summary>A call of Discord's HTTP interface.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the API's address, which may hold the token of an interaction: never for a log.</param>
/// <param name="Route">The method and the path without its ids: calls with the same one share limits.</param>
/// <param name="Owner">What they share them over: a channel, or a webhook with its token; empty: nothing.</param>
internal sealed record RestCall(HttpMethod Method, string Path, string Route, string Owner = "")
{
    /// <summary>What is sent; null: nothing.</summary>
    public RestBody? Body { get; init; }

    /// <summary>Whether doing it twice does no more than doing it once.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether it needs the bot's token; the token of an interaction is enough for what belongs to that.</summary>
    public bool NeedsToken { get; init; } = true;

    /// <summary>Whether it is the answer to an interaction, which waits for nothing.</summary>
    public bool IsAnswer { get; init; }
}

/// <summary>The JSON of a call, and the files that go with it.</summary>
internal sealed record RestBody(ReadOnlyMemory<byte> Json, IReadOnlyList<MessageFile> Files);
