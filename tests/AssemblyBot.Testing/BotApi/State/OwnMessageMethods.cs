using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>The methods that change and delete messages which one member alone sees.</summary>
internal sealed class OwnMessageMethods(BotWorld world)
{
    public Reply EditText(BotCall call)
    {
        var message = Find(call);
        var keyboard = call.Keyboard ?? FakeKeyboard.None;
        if (message.Text == call.Formatted.Text && message.Entities.SequenceEqual(call.Formatted.Entities) && message.Keyboard.AsSpan().SequenceEqual(keyboard.Json))
        {
            throw MessageMethods.NotModified();
        }

        return Replace(message, call.Formatted, keyboard);
    }

    public Reply EditKeyboard(BotCall call)
    {
        var message = Find(call);
        return Replace(message, new FormattedText(message.Text, message.Entities), call.Keyboard ?? FakeKeyboard.None);
    }

    public Reply Delete(BotCall call)
    {
        var message = Find(call);
        message.Chat.Put(message.Deleted(world.NextSequence()));
        return Reply.True;
    }

    private FakeMessage Find(BotCall call)
        => world.Reach(call).FindOwn(call.GetInteger("receiver_user_id")!.Value, (int)call.GetInteger("ephemeral_message_id")!.Value) is { IsFromBot: true } message
            ? message
            : throw RefusalException.BadRequest("message to edit not found");

    private Reply Replace(FakeMessage message, FormattedText text, FakeKeyboard keyboard)
    {
        MessageMethods.Replace(world, message, text.Text, text.Entities, keyboard);
        return Reply.True;
    }
}
