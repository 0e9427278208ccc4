namespace AssemblyBot.Testing.Discord;

/// <summary>An account: one person in whatever servers, with one private channel and the cards that the person alone sees.</summary>
internal sealed class FakeUser(ulong id, string name, string locale)
{
    public ulong Id => id;

    public string Name => name;

    public string Locale { get; set; } = locale;

    public HashSet<FakeGuild> Guilds { get; } = [];

    public FakeChannel? PrivateChannel { get; set; }

    public bool AcceptsPrivateMessages { get; set; } = true;

    /// <summary>What the person alone sees, by number, each as it reads now.</summary>
    public Dictionary<ulong, DiscordMessage> Ephemeral { get; } = [];

    /// <summary>The one that changed last.</summary>
    public DiscordMessage? Card { get; set; }
}
