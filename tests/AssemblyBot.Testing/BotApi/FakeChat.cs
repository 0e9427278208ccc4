using AssemblyBot.Testing.BotApi.State;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A private chat with the bot, or a group or channel it may be in.</summary>
public sealed class FakeChat
{
    private readonly FakeBotApi _api;
    private readonly Dictionary<int, MessageVersions> _byId = [];
    private readonly List<MessageVersions> _messages = [];
    private readonly Dictionary<(long Receiver, int OwnId), MessageVersions> _own = [];
    private readonly List<(FakeUser? Viewer, Func<FakeMessage, bool>? Predicate, TaskCompletionSource<FakeMessage> Source)> _waiting = [];
    private readonly List<FakeUser> _members = [];
    private readonly HashSet<long> _administrators = [];
    private readonly List<(long Sequence, string Text, FakeUser? OnlyFor)> _notes = [];
    private readonly Dictionary<int, FakeTopic> _topics = [];
    private readonly List<int> _pins = [];
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

    /// <summary><c>private</c>, <c>group</c>, <c>supergroup</c> or <c>channel</c>.</summary>
    public string Type { get; }

    public string Title { get; }

    /// <summary>The person of a private chat; null for a group.</summary>
    public FakeUser? Person { get; }

    public bool IsPrivate => Person is not null;

    /// <summary>The bot's place in a group: <c>member</c>, <c>administrator</c>, <c>left</c> or <c>kicked</c>.</summary>
    public string BotStatus { get; internal set; } = "member";

    /// <summary>The chat this group became, or null.</summary>
    public FakeChat? UpgradedTo { get; private set; }

    /// <summary>Whether the bot, as an administrator, may pin messages here.</summary>
    public bool BotMayPin { get; set; } = true;

    /// <summary>The id of the message that was pinned last, or null.</summary>
    public int? Pinned => Locked(() => _pins.Count == 0 ? (int?)null : _pins[^1]);

    /// <summary>The ids of all messages that were pinned, in that order.</summary>
    public IReadOnlyList<int> Pins => Locked(() => _pins.ToArray());

    /// <summary>Whether it is a group with topics.</summary>
    public bool IsForum => Locked(() => _topics.Count > 0);

    /// <summary>The people in it.</summary>
    public IReadOnlyList<FakeUser> Members => Locked(() => _members.ToArray());

    /// <summary>All messages for everyone that are not deleted, as they read now, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Messages => MessagesFor(viewer: null);

    /// <summary>All messages that a member sees and that are not deleted, as they read now, oldest first.</summary>
    public IReadOnlyList<FakeMessage> MessagesFor(FakeUser? viewer) => Locked(() => _messages
        .Select(message => message.Current)
        .Where(message => !message.IsDeleted && message.IsSeenBy(viewer))
        .ToArray());

    /// <summary>The bot's last message for everyone, as it reads now.</summary>
    public FakeMessage? LastMessage => LastMessageFor(viewer: null);

    /// <summary>The bot's last message that a member sees, as it reads now.</summary>
    public FakeMessage? LastMessageFor(FakeUser? viewer) => Locked(() => _messages
        .FindLast(message => message.Current is { IsFromBot: true, IsDeleted: false } && message.Current.IsSeenBy(viewer))?.Current);

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

    /// <summary>Opens a topic, which makes the group a forum; returns its number.</summary>
    public int AddTopic(string name)
    {
        lock (_api.Gate)
        {
            var id = _api.World.NextMessageId(this);
            _topics.Add(id, new FakeTopic(name));
            return id;
        }
    }

    /// <summary>Closes a topic, or deletes it; a bot that is no administrator can write to it no more.</summary>
    public void EndTopic(int topic, bool deleted = false)
    {
        lock (_api.Gate)
        {
            _topics[topic] = _topics[topic] with { IsClosed = !deleted, IsDeleted = deleted };
        }
    }

    /// <summary>Takes all messages that a member alone sees away, as when their app starts anew.</summary>
    public void LoseOwnMessages(FakeUser receiver)
    {
        lock (_api.Gate)
        {
            foreach (var message in _own.Where(own => own.Key.Receiver == receiver.Id && !own.Value.Current.IsDeleted).ToArray())
            {
                Put(message.Value.Current.Deleted(_api.World.NextSequence()));
            }
        }
    }

    /// <summary>The bot's next message for everyone here that fits, new or edited, counted from what an earlier wait on this chat returned.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public async Task<FakeMessage> WaitForMessageAsync(Func<FakeMessage, bool>? predicate = null, TimeSpan? timeout = null)
    {
        var message = await _api.WaitAsync(Locked(() => NextMessage(_readByChat, predicate, viewer: null)), timeout, $"a message in {Title}", this);
        Locked(() => _readByChat = message.Sequence);
        return message;
    }

    /// <summary>All messages with all kept versions, the presses and their answers, in the order they were made, whoever sees them.</summary>
    public string Transcript() => Transcript(_ => true, _ => true);

    /// <summary>
    /// All that a member ever saw: messages with all kept versions, those deleted since too, and the member's own presses
    /// and their answers.
    /// </summary>
    public string TranscriptFor(FakeUser viewer)
        => Transcript(message => message.IsSeenBy(viewer), onlyFor => onlyFor is null || onlyFor == viewer);

    private string Transcript(Func<FakeMessage, bool> isShown, Func<FakeUser?, bool> isNoted)
    {
        lock (_api.Gate)
        {
            var entries = _messages
                .SelectMany(message => message.Earlier.Append(message.Current))
                .Where(isShown)
                .Select(message => (message.Sequence, Text: Entry(message)))
                .Concat(_notes.Where(note => isNoted(note.OnlyFor)).Select(note => (note.Sequence, note.Text)))
                .OrderBy(entry => entry.Sequence)
                .Select(entry => entry.Text + "\n");
            var text = string.Concat(entries);
            return text.Length == 0 ? "(nothing was written)\n" : text;
        }
    }

    public override string ToString() => $"{Title} ({Id})";

    /// <summary>The chat as the bot is shown it.</summary>
    internal byte[] Json { get; }

    /// <summary>How many numbers of messages and topics are taken.</summary>
    internal int MessageCount => _byId.Count + _topics.Count;

    internal FakeMessage? Find(int messageId)
        => _byId.TryGetValue(messageId, out var message) && !message.Current.IsDeleted ? message.Current : null;

    internal FakeMessage? FindOwn(long receiver, int ownId)
        => _own.TryGetValue((receiver, ownId), out var message) && !message.Current.IsDeleted ? message.Current : null;

    /// <summary>The present version of a message; null when it is deleted.</summary>
    internal FakeMessage? Current(FakeMessage message)
        => message.Receiver is { } receiver ? FindOwn(receiver.Id, message.OwnId!.Value) : Find(message.Id);

    /// <summary>The lowest number that none of a member's own messages has now; one that is gone leaves its number to the next.</summary>
    internal int NextOwnId(FakeUser receiver) => Enumerable.Range(1, int.MaxValue - 1).First(id => FindOwn(receiver.Id, id) is null);

    internal FakeTopic? Topic(int id) => _topics.GetValueOrDefault(id);

    internal MessageVersions Versions(FakeMessage message)
        => message.Receiver is { } receiver ? _own[(receiver.Id, message.OwnId!.Value)] : _byId[message.Id];

    internal void Pin(int messageId) => _pins.Add(messageId);

    internal void Leave() => BotStatus = "left";

    /// <summary>Adds a line to the transcript, which only its person sees.</summary>
    internal void Note(string text, FakeUser onlyFor)
    {
        if (_api.Options.VersionsKept > 0)
        {
            _notes.Add((_api.World.NextSequence(), text, onlyFor));
        }
    }

    /// <summary>Adds a message, or a new version of one, and wakes who waits for it.</summary>
    internal void Put(FakeMessage message)
    {
        if (message.Receiver is { } receiver)
        {
            PutInto(_own, (receiver.Id, message.OwnId!.Value), message);
        }
        else
        {
            PutInto(_byId, message.Id, message);
        }

        if (!message.IsFromBot || message.IsDeleted)
        {
            return;
        }

        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (message.IsSeenBy(_waiting[i].Viewer) && Offer(message, _waiting[i].Predicate, _waiting[i].Source))
            {
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>The first version after a change that fits, at once if it is there. The caller holds the lock.</summary>
    internal Task<FakeMessage> NextMessage(long after, Func<FakeMessage, bool>? predicate, FakeUser? viewer)
    {
        var found = _messages
            .Where(message => message.Current.IsFromBot && message.Current.Sequence > after)
            .SelectMany(message => message.Earlier.Append(message.Current))
            .Where(message => message.Sequence > after && !message.IsDeleted && message.IsSeenBy(viewer) && Fits(message, predicate))
            .MinBy(message => message.Sequence);
        if (found is not null)
        {
            return Task.FromResult(found);
        }

        var source = new TaskCompletionSource<FakeMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((viewer, predicate, source));
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
        var number = message.Receiver is { } receiver ? $"own message {message.OwnId} of {receiver.FirstName}" : $"message {message.Id}";
        var replaced = message.Replaces is { } other ? $", in place of message {other}" : "";
        return $"— {message.SenderChat?.Title ?? message.From?.FirstName ?? "bot"} ({number}{replaced}{change})\n{message}";
    }

    /// <summary>Adds a version to the message under a key; one that was deleted gives its key to a new message.</summary>
    private void PutInto<TKey>(Dictionary<TKey, MessageVersions> all, TKey key, FakeMessage message)
        where TKey : notnull
    {
        if (all.TryGetValue(key, out var versions) && !versions.Current.IsDeleted)
        {
            versions.Replace(message, _api.Options.VersionsKept);
            return;
        }

        versions = new MessageVersions(message);
        all[key] = versions;
        _messages.Add(versions);
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
