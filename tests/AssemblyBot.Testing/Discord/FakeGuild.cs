namespace AssemblyBot.Testing.Discord;

/// <summary>A server (a guild) that the bot was added to.</summary>
public sealed class FakeGuild
{
    private readonly FakeDiscord _discord;
    private readonly List<FakeChannel> _channels = [];
    private readonly List<FakeMember> _members = [];

    internal FakeGuild(FakeDiscord discord, ulong id, string name, string locale)
    {
        _discord = discord;
        Id = id;
        Name = name;
        Locale = locale;
        AddChannel("general");
    }

    public ulong Id { get; }

    public string Name { get; }

    /// <summary>The server's language, such as <c>en-US</c>.</summary>
    public string Locale { get; set; }

    /// <summary>Whether the bot is in it.</summary>
    public bool HasBot { get; private set; } = true;

    /// <summary>The channel that each server begins with.</summary>
    public FakeChannel General => _channels[0];

    public IReadOnlyList<FakeChannel> Channels => _discord.Locked(() => _channels.ToArray());

    public IReadOnlyList<FakeMember> Members => _discord.Locked(() => _members.ToArray());

    /// <summary>A new channel: 0 text, 5 announcements, 15 forum.</summary>
    public FakeChannel AddChannel(string name, int type = 0) => _discord.Locked(() =>
    {
        var channel = _discord.World.AddChannel(name, type, this, parent: null);
        _channels.Add(channel);
        return channel;
    });

    /// <summary>A new forum.</summary>
    public FakeChannel AddForum(string name) => AddChannel(name, type: 15);

    /// <summary>A new person in the server.</summary>
    /// <param name="name">The name shown.</param>
    /// <param name="locale">The language of the person's app, such as <c>es-ES</c>.</param>
    /// <param name="permissions">What the person may do; a set of bits, by default what all may: see, write, use commands.</param>
    public FakeMember AddMember(string name, string locale = "en-US", ulong permissions = FakeMember.Everyone)
        => Add(_discord.AddUser(name, locale), permissions);

    /// <summary>Lets a person who is elsewhere already come in, and returns the person as a member here.</summary>
    public FakeMember Add(FakeMember person, ulong permissions = FakeMember.Everyone) => _discord.Locked(() =>
    {
        var member = new FakeMember(_discord, person.User, this) { Permissions = permissions };
        person.User.Guilds.Add(this);
        _members.Add(member);
        return member;
    });

    /// <summary>Removes the bot, which is told so when it asked for that; all calls about the server fail from now on.</summary>
    public void RemoveBot() => _discord.Locked(() =>
    {
        HasBot = false;
        _discord.World.Tell(this, "GUILD_DELETE", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, $"{Id}");
            writer.WriteEndObject();
        });
        return true;
    });

    public override string ToString() => Name;

    internal void Add(FakeChannel thread) => _channels.Add(thread);
}
