using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>The methods that write, change and delete messages and answer presses.</summary>
internal sealed class MessageMethods(BotWorld world, OwnMessages own)
{
    private static readonly TimeSpan DeletableFor = TimeSpan.FromHours(48);

    public Reply Send(BotCall call) => Put(call, file: null);

    public Reply SendFile(BotCall call, string field) => Put(call, Uploaded(call, field));

    /// <summary>The file under its parameter's name, under the name that the parameter gives for it, or only named.</summary>
    private static FakeFile Uploaded(BotCall call, string field)
    {
        const string Scheme = "attach://";
        if (call.File(field) is { } file)
        {
            return file;
        }

        var named = call.GetString(field)!;
        return named.StartsWith(Scheme, StringComparison.Ordinal) && call.File(named[Scheme.Length..]) is { } attached
            ? attached with { Field = field }
            : new FakeFile(field, named, ReadOnlyMemory<byte>.Empty);
    }

    public Reply EditText(BotCall call)
    {
        var message = Editable(call);
        var keyboard = call.Keyboard ?? FakeKeyboard.None;
        var text = call.Formatted;
        if (message.Text == text.Text && message.Entities.SequenceEqual(text.Entities) && HasKeyboard(message, keyboard))
        {
            throw NotModified();
        }

        return Replace(message, text.Text, text.Entities, keyboard);
    }

    public Reply EditKeyboard(BotCall call)
    {
        var message = Editable(call);
        var keyboard = call.Keyboard ?? FakeKeyboard.None;
        return HasKeyboard(message, keyboard) ? throw NotModified() : Replace(message, message.Text, message.Entities, keyboard);
    }

    public Reply Delete(BotCall call)
    {
        var chat = world.Reach(call);
        var message = chat.Find((int)call.GetInteger("message_id")!.Value) ?? throw RefusalException.BadRequest("message to delete not found");
        var mayDelete = message.IsFromBot || chat.IsPrivate || chat.BotStatus == "administrator";
        if (!mayDelete || world.Now - message.SentAt > DeletableFor)
        {
            throw RefusalException.BadRequest("message can't be deleted");
        }

        chat.Put(message.Deleted(world.NextSequence()));
        return Reply.True;
    }

    public Reply AnswerQuery(BotCall call)
    {
        var press = world.Close(call.GetString("callback_query_id")!);
        var answer = new CallbackAnswer(call.Text is { Length: > 0 } text ? text : null, call.IsTrue("show_alert"), call.GetString("url"));
        if (answer.Text is not null)
        {
            press.On.Chat.Note($"— notice to {press.By.FirstName}{(answer.ShowAlert ? " (alert)" : "")}: {answer.Text}", press.By);
        }

        press.Complete(answer);
        return Reply.True;
    }

    private Reply Put(BotCall call, FakeFile? file)
    {
        var chat = world.Reach(call);
        if (chat is { Type: "channel", BotStatus: not "administrator" })
        {
            throw RefusalException.BadRequest("need administrator rights in the channel chat");
        }

        var reply = ReplyTarget(call, chat);
        var topic = Topic(call, chat);
        var only = own.Read(call, chat);
        var keyboard = call.Keyboard ?? FakeKeyboard.None;
        var message = new FakeMessage
        {
            Chat = chat,
            Id = only is null ? world.NextMessageId(chat) : 0,
            From = null,
            Receiver = only?.Receiver,
            OwnId = only is { Receiver: var receiver } ? chat.NextOwnId(receiver) : null,
            Replaces = only?.Replaces,
            Text = call.Formatted.Text,
            Entities = call.Formatted.Entities,
            Rows = keyboard.Rows,
            Keyboard = keyboard.Json,
            SentAt = world.Now,
            Sequence = world.NextSequence(),
            File = file,
            ReplyTo = reply,
            Topic = topic,
        };
        chat.Put(message);
        return Show(message);
    }

    /// <summary>The topic a call names, if it is open; the general one has no number.</summary>
    private static int? Topic(BotCall call, FakeChat chat)
    {
        if (call.GetInteger("message_thread_id") is not { } id)
        {
            return null;
        }

        return chat.Topic((int)id) switch
        {
            null or { IsDeleted: true } => throw RefusalException.BadRequest("message thread not found"),
            { IsClosed: true } when chat.BotStatus != "administrator" => throw RefusalException.BadRequest("TOPIC_CLOSED"),
            _ => (int)id,
        };
    }

    private static int? ReplyTarget(BotCall call, FakeChat chat)
    {
        if (call.Find("reply_parameters") is not { } reply || !reply.TryGetProperty("message_id", out var target))
        {
            return null;
        }

        if (chat.Find(target.GetInt32()) is { } original)
        {
            return original.Id;
        }

        var mayMiss = reply.TryGetProperty("allow_sending_without_reply", out var allowed) && allowed.GetBoolean();
        return mayMiss ? null : throw RefusalException.BadRequest("message to be replied not found");
    }

    private FakeMessage Editable(BotCall call)
    {
        if (call.Find("inline_message_id") is not null)
        {
            throw RefusalException.BadRequest("MESSAGE_ID_INVALID");
        }

        var chat = world.Reach(call);
        var message = chat.Find((int)call.GetInteger("message_id")!.Value) ?? throw RefusalException.BadRequest("message to edit not found");
        return message.IsFromBot ? message : throw RefusalException.BadRequest("message can't be edited");
    }

    private Reply Replace(FakeMessage message, string text, IReadOnlyList<FakeEntity> entities, FakeKeyboard keyboard)
        => Show(Replace(world, message, text, entities, keyboard));

    /// <summary>Puts a new version of a message into its chat.</summary>
    internal static FakeMessage Replace(
        BotWorld world, FakeMessage message, string text, IReadOnlyList<FakeEntity> entities, FakeKeyboard keyboard)
    {
        var edited = new FakeMessage
        {
            Chat = message.Chat,
            Id = message.Id,
            From = null,
            Receiver = message.Receiver,
            OwnId = message.OwnId,
            Replaces = message.Replaces,
            Text = text,
            Entities = entities,
            Rows = keyboard.Rows,
            Keyboard = keyboard.Json,
            SentAt = message.SentAt,
            EditedAt = world.Now,
            Edits = message.Edits + 1,
            Sequence = world.NextSequence(),
            File = message.File,
            ReplyTo = message.ReplyTo,
            Topic = message.Topic,
        };
        message.Chat.Put(edited);
        message.Chat.Versions(message).Announce(edited);
        return edited;
    }

    private Reply Show(FakeMessage message) => Reply.Result(writer => WireJson.Message(writer, message, world.BotJson));

    private static bool HasKeyboard(FakeMessage message, FakeKeyboard keyboard)
        => message.Keyboard.AsSpan().SequenceEqual(keyboard.Json);

    internal static RefusalException NotModified() => RefusalException.BadRequest(
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
}
