namespace AssemblyBot.Telegram.Api;

/// <summary>Where the server is to bring updates, and how.</summary>
/// <param name="Url">The whole address, its path included.</param>
/// <param name="Secret">What the server says with each update, so that it is known: 1 to 256 letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Connections">How many updates it may bring at the same moment, from 1 to 100.</param>
internal sealed record Webhook(string Url, string Secret, int Connections);

/// <summary>What the server knows of the webhook; a server may leave out anything.</summary>
internal sealed record WebhookInfo
{
    /// <summary>Where it brings updates; empty: nowhere, they are polled.</summary>
    public string? Url { get; init; }

    public int? PendingUpdateCount { get; init; }
    public int? MaxConnections { get; init; }
    public IReadOnlyList<string>? AllowedUpdates { get; init; }

    /// <summary>When an update last could not be brought, in seconds since 1970.</summary>
    public long? LastErrorDate { get; init; }

    public string? LastErrorMessage { get; init; }
}
