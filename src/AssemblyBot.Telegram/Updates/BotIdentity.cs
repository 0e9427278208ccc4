namespace AssemblyBot.Telegram.Updates;

/// <summary>Who the bot is: its number, known from the token, and its user name once the server has told it.</summary>
internal sealed class BotIdentity(long id)
{
    private volatile string? _username;

    /// <summary>The bot's number, which is no secret.</summary>
    public long Id { get; } = id;

    /// <summary>The user name without <c>@</c>; null as long as it is not known.</summary>
    public string? Username { get => _username; set => _username = value; }

    /// <summary>What the inbox and the cursor call this bot.</summary>
    public string Source { get; } = $"telegram:{id}";

    /// <summary>The lease of whoever tells the server where this bot's updates are to be brought.</summary>
    public string WebhookLease { get; } = $"telegram-webhook:{id}";

    /// <summary>The identity of the bot that <paramref name="token"/> belongs to.</summary>
    public static BotIdentity Of(string token) => new(long.Parse(token.AsSpan(0, token.IndexOf(':', StringComparison.Ordinal)), provider: null));
}
