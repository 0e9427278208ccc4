namespace AssemblyBot.Testing.Discord;

/// <summary>A channel, a thread or a private channel with the messages of the bot in it.</summary>
public sealed class FakeChannel
{
    /// <summary>View, send, send in threads, make threads, embed, attach, manage messages, pin.</summary>
    public const ulong AllBotNeeds = (1UL << 10) | (1UL << 11) | (1UL << 13) | (1UL << 14) | (1UL << 15) | (1UL << 35) | (1UL << 38) | (1UL << 51);

    private readonly FakeDiscord _discord;
    private readonly Dictionary<ulong, DiscordMessage> _messages = [];
    private readonly List<ulong> _order = [];

    internal FakeChannel(FakeDiscord discord, ulong id, string name, int type, FakeGuild? guild, FakeChannel? parent, FakeUser? recipient)
    {
        _discord = discord;
        Id = id;
        Name = name;
        Type = type;
        Guild = guild;
        Parent = parent;
        Recipient = recipient;
    }

    public ulong Id { get; }

    public string Name { get; }

    /// <summary>0 text, 1 private, 5 announcements, 11 thread, 15 forum.</summary>
    public int Type { get; }

    /// <summary>The server; null for a private channel.</summary>
    public FakeGuild? Guild { get; }

    /// <summary>The channel a thread belongs to; null for any other.</summary>
    public FakeChannel? Parent { get; }

    /// <summary>What the bot may do here; a set of bits, by default all it needs.</summary>
    public ulong BotPermissions { get; set; } = AllBotNeeds;

    /// <summary>Whether it is closed to messages, as a locked thread is: 50083.</summary>
    public bool IsArchived { get; set; }

    public bool IsDeleted { get; private set; }

    public bool IsThread => Type is 10 or 11 or 12;

    /// <summary>The messages that all of the channel see, in their order, each as it reads now.</summary>
    public IReadOnlyList<DiscordMessage> Messages => _discord.Locked(() => Visible().ToArray());

    public DiscordMessage? LastMessage => _discord.Locked(() => Visible().LastOrDefault());

    /// <summary>The pinned ones among <see cref="Messages"/>.</summary>
    public IReadOnlyList<DiscordMessage> Pins => _discord.Locked(() => Visible().Where(message => message.IsPinned).ToArray());

    /// <summary>Deletes the channel; the bot is told so when it asked for that, and all calls about it fail with 10003.</summary>
    public void Delete() => _discord.Locked(() =>
    {
        IsDeleted = true;
        _discord.World.Tell(Guild, IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE", writer => State.Wire.Channel(writer, this));
        return true;
    });

    /// <summary>The next message in the channel that fits and that no earlier wait returned.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public Task<DiscordMessage> WaitForMessageAsync(Func<DiscordMessage, bool>? predicate = null, TimeSpan? timeout = null)
        => _discord.WaitAsync(
            () =>
            {
                var next = Visible().OrderBy(message => message.Sequence)
                    .FirstOrDefault(message => message.Sequence > _read && predicate?.Invoke(message) != false);
                _read = next?.Sequence ?? _read;
                return next;
            },
            timeout,
            $"a message in {Name}");

    public override string ToString() => Name;

    internal FakeUser? Recipient { get; }

    internal Dictionary<string, DiscordMessage> ByNonce { get; } = new(StringComparer.Ordinal);

    internal DiscordMessage? Find(ulong id) => _messages.GetValueOrDefault(id) is { IsDeleted: false } message ? message : null;

    internal void Put(DiscordMessage message)
    {
        if (!_messages.ContainsKey(message.Id))
        {
            _order.Add(message.Id);
        }

        _messages[message.Id] = message;
    }

    private long _read;

    private IEnumerable<DiscordMessage> Visible()
        => _order.Select(id => _messages[id]).Where(message => !message.IsDeleted);
}
