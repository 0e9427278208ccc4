using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.Discord.Gateway;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>All that the server holds: accounts, servers, channels, interactions, commands. Its members are called under the server's lock.</summary>
internal sealed class DiscordWorld(FakeDiscord discord)
{
    private const long Epoch = 1_420_070_400_000;
    private const int GuildsIntent = 1;

    private readonly List<FakeGuild> _guilds = [];
    private readonly Dictionary<ulong, FakeUser> _users = [];
    private readonly Dictionary<ulong, FakeChannel> _channels = [];
    private readonly Dictionary<ulong, InteractionTrace> _interactions = [];
    private readonly Dictionary<string, InteractionTrace> _byToken = new(StringComparer.Ordinal);
    private readonly Queue<InteractionTrace> _remembered = new();
    private readonly Random _chance = new(4242);
    private ulong _lastId;

    public ulong ApplicationId { get; } = 424242424242424242;

    public ulong BotId => ApplicationId;

    public string BotName => discord.Options.BotName;

    public DateTimeOffset Now => discord.Clock.GetUtcNow();

    /// <summary>Counts every change of a message.</summary>
    public long Sequence { get; set; }

    public IReadOnlyList<FakeGuild> Guilds => _guilds;

    public IReadOnlyCollection<InteractionTrace> Interactions => _interactions.Values;

    /// <summary>The commands, per server; 0 stands for everywhere.</summary>
    public Dictionary<ulong, IReadOnlyList<DiscordCommand>> Commands { get; } = [];

    /// <summary>A number that is higher than all before.</summary>
    public ulong NextId()
    {
        var now = (ulong)Math.Max(0, Now.ToUnixTimeMilliseconds() - Epoch) << 22;
        return _lastId = Math.Max(now, _lastId + 1);
    }

    public FakeUser AddUser(string name, string locale)
    {
        var user = new FakeUser(NextId(), name, locale);
        return _users[user.Id] = user;
    }

    public FakeGuild AddGuild(string name, string locale, ulong? id)
    {
        var guild = new FakeGuild(discord, id ?? NextId(), name, locale);
        _guilds.Add(guild);
        Tell(guild, "GUILD_CREATE", writer => Wire.Guild(writer, guild));
        return guild;
    }

    public FakeChannel AddChannel(string name, int type, FakeGuild? guild, FakeChannel? parent, FakeUser? recipient = null)
    {
        var channel = new FakeChannel(discord, NextId(), name, type, guild, parent, recipient);
        return _channels[channel.Id] = channel;
    }

    public FakeUser? FindUser(ulong id) => _users.GetValueOrDefault(id);

    public FakeChannel? FindChannel(ulong id)
        => _channels.GetValueOrDefault(id) is { IsDeleted: false } channel && channel.Guild?.HasBot != false ? channel : null;

    public FakeChannel PrivateChannel(FakeUser user)
        => user.PrivateChannel ??= AddChannel(user.Name, type: 1, guild: null, parent: null, user);

    public InteractionTrace? FindInteraction(ulong id) => _interactions.GetValueOrDefault(id);

    public InteractionTrace? FindInteraction(string token) => _byToken.GetValueOrDefault(token);

    /// <summary>Tells an event about servers, channels or threads to who asked for those.</summary>
    public void Tell(FakeGuild? guild, string name, Action<Utf8JsonWriter> write)
        => discord.Gateway.Tell(guild?.Id, name, Wire.Bytes(write), GuildsIntent);

    /// <summary>Makes an interaction and tells the bot.</summary>
    public InteractionTrace Interact(FakeMember member, InteractionKind kind, string what, DiscordMessage? message, Action<Utf8JsonWriter> writeData)
    {
        var id = NextId();
        var trace = new InteractionTrace(discord, id, NewToken(id), member, kind, what, message);
        _interactions[id] = trace;
        _byToken[trace.Token] = trace;
        _remembered.Enqueue(trace);
        if (_remembered.Count > discord.Options.InteractionsKept && _remembered.Dequeue() is var oldest)
        {
            _interactions.Remove(oldest.Id);
            _byToken.Remove(oldest.Token);
        }

        var payload = Wire.Bytes(writer => InteractionJson.Write(writer, trace, this, writeData));
        discord.Gateway.Tell(member.Guild?.Id, "INTERACTION_CREATE", payload, intents: 0);
        return trace;
    }

    /// <summary>Takes a message as new or changed, in its channel or with the one person who sees it.</summary>
    public DiscordMessage Put(DiscordMessage message)
    {
        message = message with { Sequence = ++Sequence };
        if (message.For is { User: var user })
        {
            user.Ephemeral[message.Id] = message;
            user.Card = message.IsDeleted ? user.Ephemeral.Values.Where(card => !card.IsDeleted).MaxBy(card => card.Sequence) : message;
        }
        else
        {
            message.Channel.Put(message);
        }

        discord.Changed();
        return message;
    }

    /// <summary>The message as it reads now; null: it is gone.</summary>
    public static DiscordMessage? Current(DiscordMessage message)
    {
        var current = message.For is { User: var user } ? user.Ephemeral.GetValueOrDefault(message.Id) : message.Channel.Find(message.Id);
        return current is { IsDeleted: false } ? current : null;
    }

    public void Forget()
    {
        _interactions.Clear();
        _byToken.Clear();
        _remembered.Clear();
    }

    public byte[] Ready(GatewaySession session) => Wire.Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, 10);
        writer.WritePropertyName("user"u8);
        Wire.User(writer, BotId, BotName, isBot: true);
        writer.WriteStartArray("guilds"u8);
        foreach (var guild in _guilds.Where(guild => guild.HasBot && session.Serves(guild.Id)))
        {
            writer.WriteStartObject();
            Wire.Id(writer, "id"u8, guild.Id);
            writer.WriteBoolean("unavailable"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("session_id"u8, session.Id);
        writer.WriteString("session_type"u8, "normal");
        writer.WriteString("resume_gateway_url"u8, discord.ResumeUrl);
        writer.WriteStartArray("shard"u8);
        writer.WriteNumberValue(session.Shard.Id);
        writer.WriteNumberValue(session.Shard.Of);
        writer.WriteEndArray();
        writer.WriteStartObject("application"u8);
        Wire.Id(writer, "id"u8, ApplicationId);
        writer.WriteNumber("flags"u8, 0);
        writer.WriteEndObject();
        Wire.Empty(writer, "private_channels"u8);
        Wire.Empty(writer, "relationships"u8);
        writer.WriteEndObject();
    });

    /// <summary>A token as long as the real ones.</summary>
    private string NewToken(ulong id)
    {
        var secret = new byte[96];
        _chance.NextBytes(secret);
        return $"aW50ZXJhY3Rpb246{id.ToString(CultureInfo.InvariantCulture)}{Convert.ToBase64String(secret).Replace('+', '-').Replace('/', '_')}";
    }
}
