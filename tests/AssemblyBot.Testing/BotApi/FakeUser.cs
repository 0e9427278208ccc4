using AssemblyBot.Testing.BotApi.State;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A person who writes to the bot and presses its buttons.</summary>
/// <remarks>
/// Waiting methods look at what the bot did after this person's last own act and after what an earlier wait returned,
/// whether it happened before or after the wait began; nothing is lost between an act and its wait.
/// </remarks>
public sealed class FakeUser
{
    private readonly FakeBotApi _api;
    private readonly Dictionary<long, long> _read = [];
    private long _actedAt;
    private byte[]? _json;

    internal FakeUser(FakeBotApi api, long id, string firstName, string? username, string? languageCode)
    {
        _api = api;
        Id = id;
        FirstName = firstName;
        Username = username;
        LanguageCode = languageCode;
        PrivateChat = new FakeChat(api, id, "private", firstName, this);
    }

    public long Id { get; }

    public string FirstName { get; }

    public string? Username { get; }

    /// <summary>The language of the person's app, such as <c>es</c>; null if it says none.</summary>
    public string? LanguageCode
    {
        get;
        set
        {
            field = value;
            _json = null;
        }
    }

    /// <summary>The chat with the bot.</summary>
    public FakeChat PrivateChat { get; }

    /// <summary>Whether the person ever wrote to the bot in private; before, the bot cannot write.</summary>
    public bool HasStarted { get; internal set; }

    public bool HasBlocked { get; private set; }

    /// <summary>Whether the account is gone: the bot is told so, and nothing arrives.</summary>
    public bool IsDeactivated { get; set; }

    /// <summary>The last message of the bot in the private chat that has buttons.</summary>
    public FakeMessage? Card => PrivateChat.Messages.LastOrDefault(message => message.IsFromBot && message.Rows.Count > 0);

    /// <summary>The bot's last message that the person sees in a chat, the private one by default.</summary>
    public FakeMessage? LastMessage(FakeChat? chat = null) => (chat ?? PrivateChat).LastMessageFor(this);

    /// <summary>Everything that the person ever saw in a chat, the private one by default, as text.</summary>
    public string Transcript(FakeChat? chat = null) => (chat ?? PrivateChat).TranscriptFor(this);

    /// <summary>Writes and goes on.</summary>
    /// <param name="text">The text, such as <c>/start CODE</c>.</param>
    /// <param name="chat">The private chat by default; in a channel, an administrator's post.</param>
    /// <param name="replyTo">The message it answers.</param>
    /// <param name="topic">The topic of a forum; null: the general one.</param>
    /// <param name="inTheNameOf">The group itself for an anonymous administrator, or a channel; null: their own.</param>
    public FakeMessage Say(
        string text, FakeChat? chat = null, FakeMessage? replyTo = null, int? topic = null, FakeChat? inTheNameOf = null)
    {
        lock (_api.Gate)
        {
            Act();
            return _api.World.Receive(this, chat ?? PrivateChat, text, replyTo, topic, inTheNameOf);
        }
    }

    /// <summary>Writes a command that nobody but the bot sees, as a client does with one that the bot set so.</summary>
    public FakeMessage SayUnseen(string text, FakeChat chat)
    {
        lock (_api.Gate)
        {
            Act();
            return _api.World.ReceiveUnseen(this, chat, text);
        }
    }

    /// <summary>Writes, and returns the bot's next message in that chat, new or edited.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public Task<FakeMessage> AskAsync(string text, FakeChat? chat = null, TimeSpan? timeout = null, int? topic = null)
    {
        Say(text, chat, topic: topic);
        return WaitForMessageAsync(null, chat, timeout);
    }

    /// <summary>Presses a button by its label and goes on.</summary>
    /// <param name="label">The label or a part of it.</param>
    /// <param name="on">The message, which may be an earlier version with buttons that are gone; by default <see cref="Card"/>.</param>
    /// <exception cref="InvalidOperationException">There is no such button, or it sends nothing to the bot.</exception>
    public Press Press(string label, FakeMessage? on = null)
    {
        var message = on ?? RequireCard();
        return Press(message.Button(label), message);
    }

    /// <summary>Presses the first button that fits and goes on.</summary>
    /// <inheritdoc cref="Press(string, FakeMessage?)"/>
    public Press Press(Func<FakeButton, bool> predicate, FakeMessage? on = null)
    {
        var message = on ?? RequireCard();
        return Press(message.Buttons.First(predicate), message);
    }

    /// <summary>Sends a press with any data, as a forged client can, and goes on.</summary>
    /// <param name="data">The data, which no button need have.</param>
    /// <param name="on">The message; by default the bot's last one.</param>
    /// <param name="inaccessible">Whether the bot is shown no more of the message than its id, as with an old one.</param>
    public Press PressRaw(string data, FakeMessage? on = null, bool inaccessible = false)
    {
        lock (_api.Gate)
        {
            Act();
            var message = on ?? LastMessage() ?? throw new InvalidOperationException($"The bot has not written to {FirstName} yet");
            return _api.World.Receive(this, message, data, inaccessible);
        }
    }

    /// <summary>Presses a button and returns when the bot has answered the press.</summary>
    /// <inheritdoc cref="Press(string, FakeMessage?)"/>
    public async Task<Press> PressAsync(string label, FakeMessage? on = null, TimeSpan? timeout = null)
    {
        var press = Press(label, on);
        await press.AnsweredAsync(timeout);
        return press;
    }

    /// <summary>Sends a press with any data and returns when the bot has answered it.</summary>
    /// <inheritdoc cref="PressRaw"/>
    public async Task<Press> PressRawAsync(string data, FakeMessage? on = null, bool inaccessible = false, TimeSpan? timeout = null)
    {
        var press = PressRaw(data, on, inaccessible);
        await press.AnsweredAsync(timeout);
        return press;
    }

    /// <summary>Presses a button, and returns the bot's next message in that chat, new or edited, once the press is answered too.</summary>
    /// <inheritdoc cref="Press(string, FakeMessage?)"/>
    public async Task<FakeMessage> PressForCardAsync(string label, FakeMessage? on = null, TimeSpan? timeout = null)
    {
        var press = Press(label, on);
        var card = await WaitForMessageAsync(null, press.On.Chat, timeout);
        await press.AnsweredAsync(timeout);
        return card;
    }

    /// <summary>The next message of the bot, new or edited, that fits.</summary>
    /// <param name="predicate">Any, if null.</param>
    /// <param name="chat">The private chat by default.</param>
    /// <param name="timeout">In real time; by default <see cref="FakeBotApiOptions.Patience"/>.</param>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public async Task<FakeMessage> WaitForMessageAsync(Func<FakeMessage, bool>? predicate = null, FakeChat? chat = null, TimeSpan? timeout = null)
    {
        chat ??= PrivateChat;
        Task<FakeMessage> next;
        lock (_api.Gate)
        {
            next = chat.NextMessage(Math.Max(_actedAt, _read.GetValueOrDefault(chat.Id)), predicate, viewer: this);
        }

        var message = await _api.WaitAsync(next, timeout, $"a message to {FirstName}", chat);
        lock (_api.Gate)
        {
            _read[chat.Id] = message.Sequence;
        }

        return message;
    }

    /// <summary>Blocks the bot, which is told so.</summary>
    public void Block() => SetBlocked(true);

    /// <summary>Unblocks the bot, which is told so.</summary>
    public void Unblock() => SetBlocked(false);

    public override string ToString() => $"{FirstName} ({Id})";

    /// <summary>The person as the bot is shown it.</summary>
    internal byte[] Json => _json ??= WireJson.User(this);

    private Press Press(FakeButton button, FakeMessage on)
        => PressRaw(button.Data ?? throw new InvalidOperationException($"The button \"{button.Text}\" sends nothing to the bot"), on);

    private FakeMessage RequireCard()
        => Card ?? throw new InvalidOperationException($"{FirstName} has no message with buttons:\n{Transcript()}");

    private void Act() => _actedAt = _api.World.Sequence;

    private void SetBlocked(bool blocked)
    {
        lock (_api.Gate)
        {
            Act();
            HasBlocked = blocked;
            _api.World.ReceiveMembership(this, PrivateChat, blocked ? "member" : "kicked", blocked ? "kicked" : "member");
        }
    }
}
