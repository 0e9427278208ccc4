using AssemblyBot.Testing.BotApi.State;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A private chat with the bot, or a group it may be in.</summary>
public sealed class FakeChat
{
    private readonly FakeBotApi _api;
    private readonly Dictionary<int, MessageVersions> _byId = [];
    private readonly List<MessageVersions> _messages = [];
    private readonly List<(Func<FakeMessage, bool>? Predicate, TaskCompletionSource<FakeMessage> Source)> _waiting = [];
    private readonly List<FakeUser> _members = [];
    private readonly HashSet<long> _administrators = [];
    private readonly List<(long Sequence, string Text)> _notes = [];
    private long _readByChat;

    internal FakeChat(FakeBotApi api, long id, string type, string title, FakeUser? person)
    {
        _api = api;
        Id = id;
        Type = type;
        Title = title;
        Person = person;
        Json = WireJson.Chat(this);
        if (person is not null)
        {
            _members.Add(person);
        }
    }

    public long Id { get; }

    /// <summary><c>private</c>, <c>group</c> or <c>supergroup</c>.</summary>
    public string Type { get; }

    public string Title { get; }

    /// <summary>The person of a private chat; null for a group.</summary>
    public FakeUser? Person { get; }

    public bool IsPrivate => Person is not null;

    /// <summary>The bot's place in a group: <c>member</c>, <c>administrator</c>, <c>left</c> or <c>kicked</c>.</summary>
    public string BotStatus { get; private set; } = "member";

    /// <summary>The chat this group became, or null.</summary>
    public FakeChat? UpgradedTo { get; private set; }

    /// <summary>The id of the pinned message, or null.</summary>
    public int? Pinned { get; internal set; }

    /// <summary>The people in it.</summary>
    public IReadOnlyList<FakeUser> Members => Locked(() => _members.ToArray());

    /// <summary>All messages that are not deleted, as they read now, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Messages
        => Locked(() => _messages.Where(message => !message.Current.IsDeleted).Select(message => message.Current).ToArray());

    /// <summary>The bot's last message, as it reads now.</summary>
    public FakeMessage? LastMessage
        => Locked(() => _messages.FindLast(message => message.Current is { IsFromBot: true, IsDeleted: false })?.Current);

    /// <summary>Every version of a message that was kept, the first first.</summary>
    public IReadOnlyList<FakeMessage> History(int messageId)
        => Locked<IReadOnlyList<FakeMessage>>(() => _byId.TryGetValue(messageId, out var message) ? [.. message.Earlier, message.Current] : []);

    /// <summary>Lets a person in.</summary>
    public void Add(FakeUser person, bool administrator = false)
    {
        lock (_api.Gate)
        {
            if (!_members.Contains(person))
            {
                _members.Add(person);
            }

            if (administrator)
            {
                _administrators.Add(person.Id);
            }
        }
    }

    /// <summary>Whether the person is an administrator of the group.</summary>
    public bool IsAdministrator(FakeUser person) => Locked(() => _administrators.Contains(person.Id));

    /// <summary>Gives the bot another place in the group and tells it so: <c>member</c>, <c>administrator</c>, <c>left</c> or <c>kicked</c>.</summary>
    public void SetBotStatus(string status, FakeUser by)
    {
        lock (_api.Gate)
        {
            var old = BotStatus;
            BotStatus = status;
            _api.World.ReceiveMembership(by, this, old, status);
        }
    }

    /// <summary>Turns the group into a supergroup with another id and tells the bot so; returns the new chat.</summary>
    public FakeChat UpgradeToSupergroup(FakeUser by)
    {
        lock (_api.Gate)
        {
            var upgraded = _api.World.AddGroup(Title, supergroup: true);
            upgraded._members.AddRange(_members);
            upgraded._administrators.UnionWith(_administrators);
            upgraded.BotStatus = BotStatus;
            UpgradedTo = upgraded;
            _api.World.ReceiveUpgrade(by, this, upgraded);
            return upgraded;
        }
    }

    /// <summary>The bot's next message here that fits, new or edited, counted from what an earlier wait on this chat returned.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public async Task<FakeMessage> WaitForMessageAsync(Func<FakeMessage, bool>? predicate = null, TimeSpan? timeout = null)
    {
        var message = await _api.WaitAsync(Locked(() => NextMessage(_readByChat, predicate)), timeout, $"a message in {Title}", this);
        Locked(() => _readByChat = message.Sequence);
        return message;
    }

    /// <summary>All messages with all kept versions, the presses and their answers, in the order they were made.</summary>
    public string Transcript()
    {
        lock (_api.Gate)
        {
            var entries = _messages
                .SelectMany(message => message.Earlier.Append(message.Current))
                .Select(message => (message.Sequence, Text: Entry(message)))
                .Concat(_notes)
                .OrderBy(entry => entry.Sequence)
                .Select(entry => entry.Text + "\n");
            var text = string.Concat(entries);
            return text.Length == 0 ? "(nothing was written)\n" : text;
        }
    }

    public override string ToString() => $"{Title} ({Id})";

    /// <summary>The chat as the bot is shown it.</summary>
    internal byte[] Json { get; }

    internal int MessageCount => _messages.Count;

    internal FakeMessage? Find(int messageId)
        => _byId.TryGetValue(messageId, out var message) && !message.Current.IsDeleted ? message.Current : null;

    internal MessageVersions Versions(int messageId) => _byId[messageId];

    internal void Leave() => BotStatus = "left";

    /// <summary>Adds a line to the transcript.</summary>
    internal void Note(string text)
    {
        if (_api.Options.VersionsKept > 0)
        {
            _notes.Add((_api.World.NextSequence(), text));
        }
    }

    /// <summary>Adds a message, or a new version of one, and wakes who waits for it.</summary>
    internal void Put(FakeMessage message)
    {
        if (_byId.TryGetValue(message.Id, out var versions))
        {
            versions.Replace(message, _api.Options.VersionsKept);
        }
        else
        {
            versions = new MessageVersions(message);
            _byId.Add(message.Id, versions);
            _messages.Add(versions);
        }

        if (!message.IsFromBot || message.IsDeleted)
        {
            return;
        }

        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (Offer(message, _waiting[i].Predicate, _waiting[i].Source))
            {
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>The first version after a change that fits, at once if it is there. The caller holds the lock.</summary>
    internal Task<FakeMessage> NextMessage(long after, Func<FakeMessage, bool>? predicate)
    {
        var found = _messages
            .Where(message => message.Current.IsFromBot && message.Current.Sequence > after)
            .SelectMany(message => message.Earlier.Append(message.Current))
            .Where(message => message.Sequence > after && !message.IsDeleted && Fits(message, predicate))
            .MinBy(message => message.Sequence);
        if (found is not null)
        {
            return Task.FromResult(found);
        }

        var source = new TaskCompletionSource<FakeMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((predicate, source));
        return source.Task;
    }

    /// <summary>Whether the wait is over. A predicate's exception belongs to the test that waits, not to the bot's request.</summary>
    private static bool Offer(FakeMessage message, Func<FakeMessage, bool>? predicate, TaskCompletionSource<FakeMessage> source)
    {
        try
        {
            return Fits(message, predicate) && (source.TrySetResult(message) || source.Task.IsCompleted);
        }
        catch (Exception exception)
        {
            return source.TrySetException(exception) || source.Task.IsCompleted;
        }
    }

    private static string Entry(FakeMessage message)
    {
        var change = message.IsDeleted ? ", deleted" : message.Edits > 0 ? $", edit {message.Edits}" : "";
        return $"— {message.From?.FirstName ?? "bot"} (message {message.Id}{change})\n{message}";
    }

    private static bool Fits(FakeMessage message, Func<FakeMessage, bool>? predicate) => predicate is null || predicate(message);

    private T Locked<T>(Func<T> read)
    {
        lock (_api.Gate)
        {
            return read();
        }
    }
}
