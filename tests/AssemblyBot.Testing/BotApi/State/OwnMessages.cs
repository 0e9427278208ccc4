using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>Whether a call sends a message that one member alone sees, and whether it may.</summary>
internal sealed class OwnMessages(BotWorld world)
{
    /// <summary>How long a press lets any bot write to whoever pressed.</summary>
    private static readonly TimeSpan PressLasts = TimeSpan.FromSeconds(15);

    /// <summary>Who alone is to see the message, and the message it takes the place of; null: it is for everyone.</summary>
    /// <exception cref="RefusalException">It may not be sent.</exception>
    public (FakeUser Receiver, int? Replaces)? Read(BotCall call, FakeChat chat)
    {
        if (Wish.Read(call) is not { } wish)
        {
            return null;
        }

        if (chat.Type is not ("group" or "supergroup"))
        {
            throw RefusalException.BadRequest("ephemeral messages can be sent only to groups and supergroups");
        }

        var receiver = chat.Members.FirstOrDefault(member => member.Id == wish.Receiver)
            ?? throw RefusalException.BadRequest("USER_NOT_PARTICIPANT");
        var press = wish.Query is null ? null : world.RecentPress(wish.Query, PressLasts);
        var isAnswer = (press is not null && press.By == receiver && press.On.Chat == chat)
            || (ReplyTarget(call) is { } own && chat.FindOwn(receiver.Id, own) is { IsFromBot: false } command && world.Now - command.SentAt <= PressLasts);
        if (!isAnswer && chat.BotStatus != "administrator")
        {
            throw RefusalException.BadRequest("the user took no action lately that allows an ephemeral message");
        }

        if (!wish.Replaces)
        {
            return (receiver, null);
        }

        return press is { On.Receiver: null }
            ? (receiver, press.On.Id)
            : throw RefusalException.BadRequest("only a message that everyone sees can be replaced");
    }

    private static int? ReplyTarget(BotCall call)
        => call.Find("reply_parameters") is { } reply && reply.TryGetProperty("ephemeral_message_id", out var id) ? id.GetInt32() : null;

    private sealed record Wish(long Receiver, string? Query, bool Replaces)
    {
        public static Wish? Read(BotCall call)
        {
            if (call.GetInteger("receiver_user_id") is { } receiver)
            {
                return new Wish(receiver, call.GetString("callback_query_id"), false);
            }

            if (call.Find("ephemeral_message_parameters") is not { } parameters)
            {
                return null;
            }

            return new Wish(
                parameters.GetProperty("receiver_user_id").GetInt64(),
                parameters.TryGetProperty("callback_query_id", out var query) ? query.GetString() : null,
                parameters.TryGetProperty("replace_callback_query_message", out var replaces) && replaces.GetBoolean());
        }
    }
}
