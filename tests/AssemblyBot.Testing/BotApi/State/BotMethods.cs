using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>Carries out the methods the fake knows; any other documented method is answered with true.</summary>
internal sealed class BotMethods
{
    private readonly Dictionary<string, Func<BotCall, Reply>> _methods = new(StringComparer.Ordinal);

    public BotMethods(BotWorld world, FakeBotApiOptions options)
    {
        var messages = new MessageMethods(world, new OwnMessages(world));
        var own = new OwnMessageMethods(world);
        var chats = new ChatMethods(world);
        var profile = new ProfileMethods(world, options);
        _methods["sendMessage"] = messages.Send;
        _methods["sendDocument"] = call => messages.SendFile(call, "document");
        _methods["sendPhoto"] = call => messages.SendFile(call, "photo");
        _methods["editMessageText"] = messages.EditText;
        _methods["editEphemeralMessageText"] = own.EditText;
        _methods["editEphemeralMessageReplyMarkup"] = own.EditKeyboard;
        _methods["deleteEphemeralMessage"] = own.Delete;
        _methods["editMessageReplyMarkup"] = messages.EditKeyboard;
        _methods["deleteMessage"] = messages.Delete;
        _methods["answerCallbackQuery"] = messages.AnswerQuery;
        _methods["pinChatMessage"] = chats.Pin;
        _methods["sendChatAction"] = chats.Act;
        _methods["leaveChat"] = chats.Leave;
        _methods["getChat"] = chats.Get;
        _methods["getChatMember"] = chats.GetMember;
        _methods["getChatAdministrators"] = chats.GetAdministrators;
        _methods["getMe"] = profile.GetMe;
        _methods["setMyCommands"] = profile.SetCommands;
        _methods["getMyCommands"] = profile.GetCommands;
        _methods["deleteMyCommands"] = profile.DeleteCommands;
        _methods["setMyName"] = call => profile.SetText(call, "name");
        _methods["setMyDescription"] = call => profile.SetText(call, "description");
        _methods["setMyShortDescription"] = call => profile.SetText(call, "short_description");
        _methods["getMyName"] = call => profile.GetText(call, "name");
        _methods["getMyDescription"] = call => profile.GetText(call, "description");
        _methods["getMyShortDescription"] = call => profile.GetText(call, "short_description");
        _methods["setWebhook"] = profile.SetWebhook;
        _methods["deleteWebhook"] = profile.DeleteWebhook;
        _methods["getWebhookInfo"] = profile.GetWebhook;
    }

    /// <summary>Runs under the server's lock.</summary>
    public Reply Run(BotCall call)
    {
        try
        {
            return _methods.TryGetValue(call.Method, out var method) ? method(call) : Reply.True;
        }
        catch (RefusalException refusal)
        {
            return refusal.Reply;
        }
    }
}
