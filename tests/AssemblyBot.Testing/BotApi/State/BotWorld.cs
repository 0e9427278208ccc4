using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>People, chats and messages, and the updates that tell the bot of them. Used under the server's lock.</summary>
internal sealed class BotWorld
{
    /// <summary>Beyond 32 bits, as the real ones may be.</summary>
    private const long FirstUserId = 7_000_000_000;

    private const int MostRecent = 5000;

    private static readonly TimeSpan UpdateLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan QueryLifetime = TimeSpan.FromSeconds(150);

    private readonly FakeBotApi _api;
    private readonly Dictionary<long, FakeChat> _chats = [];
    private readonly Dictionary<string, Press> _openQueries = new(StringComparer.Ordinal);
    private readonly List<Press> _presses = [];
    private readonly Queue<Press> _recent = new();
    private readonly List<FakeUser> _users = [];
    private long _nextQuery = 7_000_000_000_000;
    private int _nextMessage;
    private int _groups;

    public BotWorld(FakeBotApi api)
    {
        _api = api;
        BotId = long.Parse(api.Options.Token.AsSpan(0, api.Options.Token.IndexOf(':', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        BotJson = WireJson.Bot(BotId, api.Options.BotUsername);
        Updates = new UpdateQueue(api.Options.FirstUpdateId, api.Options, api.Gate) { Courier = new WebhookCourier(api) };
    }

    public long BotId { get; }

    /// <summary>The bot as a user.</summary>
    public byte[] BotJson { get; }

    public UpdateQueue Updates { get; }

    public BotProfile Profile { get; } = new();

    /// <summary>The number of the last change to a message.</summary>
    public long Sequence { get; private set; }

    public IReadOnlyList<Press> Presses => _presses.ToArray();

    public IReadOnlyList<FakeUser> Users => _users.ToArray();

    public DateTimeOffset Now => _api.Clock.GetUtcNow();

    public long NextSequence() => ++Sequence;

    public FakeUser AddUser(string firstName, string? username, string? languageCode, long? id)
    {
        var user = new FakeUser(_api, id ?? FirstUserId + _users.Count, firstName, username, languageCode);
        _chats.Add(user.Id, user.PrivateChat);
        _users.Add(user);
        return user;
    }

    public FakeChat AddGroup(string title, bool supergroup)
    {
        _groups++;
        var id = supergroup ? -1_001_000_000_000 - _groups : -5_000 - _groups;
        var chat = new FakeChat(_api, id, supergroup ? "supergroup" : "group", title, person: null);
        _chats.Add(id, chat);
        return chat;
    }

    public FakeChat AddChannel(string title)
    {
        var chat = new FakeChat(_api, -1_002_000_000_000 - ++_groups, "channel", title, person: null) { BotStatus = "administrator" };
        _chats.Add(chat.Id, chat);
        return chat;
    }

    /// <summary>The chat a call names, if the bot may act there.</summary>
    /// <exception cref="RefusalException">It may not, in the real server's words.</exception>
    public FakeChat Reach(BotCall call)
    {
        if (call.ChatId is not { } id || !_chats.TryGetValue(id, out var chat) || chat.Person is { HasStarted: false })
        {
            throw RefusalException.BadRequest("chat not found");
        }

        if (chat.UpgradedTo is { } upgraded)
        {
            throw new RefusalException(400, "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: upgraded.Id);
        }

        return chat switch
        {
            { Person.IsDeactivated: true } => throw RefusalException.Forbidden("user is deactivated"),
            { Person.HasBlocked: true } => throw RefusalException.Forbidden("bot was blocked by the user"),
            { BotStatus: "kicked" } => throw RefusalException.Forbidden($"bot was kicked from the {chat.Type} chat"),
            { BotStatus: "left" } => throw RefusalException.Forbidden($"bot is not a member of the {chat.Type} chat"),
            _ => chat,
        };
    }

    /// <summary>Supergroups and channels number their own messages; all other chats share one row of numbers.</summary>
    public int NextMessageId(FakeChat chat) => chat.Type is "supergroup" or "channel" ? chat.MessageCount + 1 : ++_nextMessage;

    public FakeMessage Receive(FakeUser from, FakeChat chat, string text, FakeMessage? replyTo, int? topic, FakeChat? inTheNameOf)
    {
        from.HasStarted |= chat.IsPrivate;
        var message = new FakeMessage
        {
            Chat = chat,
            Id = NextMessageId(chat),
            From = from,
            SenderChat = chat.Type == "channel" ? chat : inTheNameOf,
            Text = text,
            Entities = CommandEntities.Find(text),
            SentAt = Now,
            Sequence = NextSequence(),
            ReplyTo = replyTo?.Id,
            Topic = topic,
        };
        chat.Put(message);
        if (IsVisible(message, replyTo))
        {
            var kind = chat.Type == "channel" ? "channel_post" : "message";
            Enqueue(kind, writer => WireJson.Message(writer, message, BotJson), UpdateLifetime);
        }

        return message;
    }

    /// <summary>A command that only its writer and the bot see.</summary>
    public FakeMessage ReceiveUnseen(FakeUser from, FakeChat chat, string text)
    {
        var message = new FakeMessage
        {
            Chat = chat,
            Id = 0,
            From = from,
            Receiver = from,
            OwnId = chat.NextOwnId(from),
            Text = text,
            Entities = CommandEntities.Find(text),
            SentAt = Now,
            Sequence = NextSequence(),
        };
        chat.Put(message);
        Enqueue("message", writer => WireJson.Message(writer, message, BotJson), UpdateLifetime);
        return message;
    }

    public Press Receive(FakeUser from, FakeMessage on, string data, bool inaccessible)
    {
        if (!on.IsSeenBy(from))
        {
            throw new InvalidOperationException($"{from.FirstName} does not see this message of {on.Receiver!.FirstName}'s:\n{on}");
        }

        var press = new Press(_api, (_nextQuery++).ToString(CultureInfo.InvariantCulture), from, on, data);
        var current = inaccessible ? null : on.Chat.Current(on);
        _openQueries.Add(press.QueryId, press);
        _recent.Enqueue(press);
        if (_recent.Count > MostRecent)
        {
            _recent.Dequeue();
        }

        on.Chat.Versions(on).Await(press);
        on.Chat.Note($"— {from.FirstName} presses {Label(on, data)} under message {on.Id}", from);
        if (_api.Options.KeepPresses)
        {
            _presses.Add(press);
        }

        press.UpdateId = Enqueue("callback_query", writer => WriteQuery(writer, press, current), QueryLifetime, press);
        return press;
    }

    public void ReceiveMembership(FakeUser by, FakeChat chat, string oldStatus, string newStatus)
        => Enqueue("my_chat_member", writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("chat"u8);
            writer.WriteRawValue(chat.Json, skipInputValidation: true);
            writer.WritePropertyName("from"u8);
            writer.WriteRawValue(by.Json, skipInputValidation: true);
            writer.WriteNumber("date"u8, Now.ToUnixTimeSeconds());
            writer.WritePropertyName("old_chat_member"u8);
            MemberJson.Write(writer, oldStatus, BotJson);
            writer.WritePropertyName("new_chat_member"u8);
            MemberJson.Write(writer, newStatus, BotJson);
            writer.WriteEndObject();
        }, UpdateLifetime);

    public void ReceiveUpgrade(FakeUser by, FakeChat old, FakeChat upgraded)
    {
        ReceiveService(by, old, "migrate_to_chat_id", upgraded.Id);
        ReceiveService(by, upgraded, "migrate_from_chat_id", old.Id);
    }

    public void ForgetPresses() => _presses.Clear();

    /// <summary>Who made the press that a query is about; null if it is answered already or was never made.</summary>
    public long? FindPresser(string queryId) => _openQueries.TryGetValue(queryId, out var press) ? press.By.Id : null;

    /// <summary>A press, answered or not, that is no older than this; null: there is none.</summary>
    public Press? RecentPress(string queryId, TimeSpan age)
        => _recent.FirstOrDefault(press => press.QueryId == queryId && Now - press.SentAt <= age);

    /// <summary>Closes the query a press opened.</summary>
    /// <exception cref="RefusalException">It is unknown, answered already, or too old.</exception>
    public Press Close(string queryId)
    {
        if (!_openQueries.Remove(queryId, out var press) || Now - press.SentAt > QueryLifetime)
        {
            throw RefusalException.BadRequest("query is too old and response timeout expired or query ID is invalid");
        }

        return press;
    }

    public long Enqueue(string kind, Action<Utf8JsonWriter> write, TimeSpan lifetime, Press? press = null)
        => !Updates.Allows(kind) ? 0 : Updates.Add(
            id => WireJson.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("update_id"u8, id);
                writer.WritePropertyName(kind);
                write(writer);
                writer.WriteEndObject();
            }),
            lifetime,
            press);

    public long EnqueueRaw(string json) => Updates.Add(id => WireJson.Raw(json, id), UpdateLifetime);

    private bool IsVisible(FakeMessage message, FakeMessage? replyTo)
    {
        var chat = message.Chat;
        return chat.IsPrivate
            || chat is { Type: "channel", BotStatus: "administrator" }
            || (chat.BotStatus is "member" or "administrator"
                && (!_api.Options.PrivacyMode || chat.BotStatus == "administrator" || replyTo is { IsFromBot: true }
                    || CommandEntities.Addresses(message.Text, _api.Options.BotUsername)));
    }

    private void ReceiveService(FakeUser by, FakeChat chat, string field, long value)
    {
        var id = NextMessageId(chat);
        Enqueue("message", writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("message_id"u8, id);
            writer.WritePropertyName("from"u8);
            writer.WriteRawValue(by.Json, skipInputValidation: true);
            writer.WritePropertyName("chat"u8);
            writer.WriteRawValue(chat.Json, skipInputValidation: true);
            writer.WriteNumber("date"u8, Now.ToUnixTimeSeconds());
            writer.WriteNumber(field, value);
            writer.WriteEndObject();
        }, UpdateLifetime);
    }

    /// <param name="writer">Where to.</param>
    /// <param name="press">The press.</param>
    /// <param name="current">The message as it reads now; null if it is no longer accessible.</param>
    private void WriteQuery(Utf8JsonWriter writer, Press press, FakeMessage? current)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, press.QueryId);
        writer.WritePropertyName("from"u8);
        writer.WriteRawValue(press.By.Json, skipInputValidation: true);
        writer.WritePropertyName("message"u8);
        if (current is not null)
        {
            WireJson.Message(writer, current, BotJson);
        }
        else
        {
            writer.WriteStartObject();
            writer.WritePropertyName("chat"u8);
            writer.WriteRawValue(press.On.Chat.Json, skipInputValidation: true);
            writer.WriteNumber("message_id"u8, press.On.Id);
            writer.WriteNumber("date"u8, 0);
            writer.WriteEndObject();
        }

        writer.WriteString("chat_instance"u8, press.On.Chat.Id.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("data"u8, press.Data);
        writer.WriteEndObject();
    }

    private static string Label(FakeMessage message, string data)
        => message.Buttons.FirstOrDefault(button => button.Data == data) is { } button ? $"[{button.Text}]" : $"(forged data {data})";
}
