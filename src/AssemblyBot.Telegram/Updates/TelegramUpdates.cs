namespace AssemblyBot.Telegram.Updates;

/// <summary>Says what an update means. Pure but for the bot's user name, which is learnt once.</summary>
internal sealed class TelegramUpdates(BotIdentity bot, ButtonSeal seal, DeliveryKeys keys)
{
    /// <summary>What <paramref name="update"/> means; <see cref="Incoming.Nothing"/> for all that is none of ours.</summary>
    public Incoming Read(Update update) => update switch
    {
        { CallbackQuery: { Id: { Length: > 0 } id, From: { } from } query } => ReadPress(update.UpdateId, id, from, query),
        { Message: { Chat: { } chat } message } => ReadMessage(update.UpdateId, chat, message),
        { MyChatMember: { Chat: { IsPrivate: false } chat, NewChatMember.Status: "kicked" or "left" } } =>
            new Incoming.Removed(chat.Id),
        _ => Incoming.Nothing.Instance,
    };

    private Incoming.Asked ReadPress(long updateId, string id, User from, CallbackQuery query)
    {
        var person = TelegramPeople.Of(from);
        var (sealedAction, stays) = ButtonData.Read(query.Data);
        var (action, forAnyone) = Open(sealedAction, person);

        // Without a message, as with an old one that the server left out, the answer goes to the private chat.
        var chat = query.Message?.Chat;
        var isPrivate = chat?.IsPrivate ?? true;
        var spot = chat is null ? new ChatSpot(from.Id) : SpotOf(chat, query.Message!);
        long? editable = query.Message is { MessageId: > 0, Date: not 0 } message && chat is not null && !stays ? message.MessageId : null;
        return new Incoming.Asked(
            new Request(person, PlaceOf(isPrivate, spot), keys.OfPress(updateId, id), action),
            spot,
            isPrivate,
            new PressedButton(id, editable, forAnyone));
    }

    private (CardAction Action, bool ForAnyone) Open(string? data, Person person)
    {
        var action = seal.Open(data, person);
        if (action is not CardAction.Unreadable)
            return (action, false);
        var forAnyone = seal.Open(data, TelegramPeople.Anyone);
        return (forAnyone, forAnyone is not CardAction.Unreadable);
    }

    private Incoming ReadMessage(long updateId, Chat chat, Message message)
    {
        if (message.MigrateToChatId is { } newChat)
            return new Incoming.Moved(chat.Id, newChat);
        if (message.MigrateFromChatId is { } oldChat)
            return new Incoming.Moved(oldChat, chat.Id);

        var text = message.Text ?? message.Caption;
        if (string.IsNullOrWhiteSpace(text) || ActionOf(text, chat.IsPrivate) is not { } action)
            return Incoming.Nothing.Instance;

        var spot = SpotOf(chat, message);
        if (message.SenderChat is not null && !chat.IsPrivate)
            return action is CardAction.Unknown ? Incoming.Nothing.Instance : new Incoming.Nameless(spot);
        if (message.From is { IsBot: true } || (message.From is null && !chat.IsPrivate))
            return Incoming.Nothing.Instance;

        var person = message.From is { } from ? TelegramPeople.Of(from) : TelegramPeople.At(chat.Id, null);
        var inbox = keys.OfMessage(updateId, chat.Id, message.MessageId, message.Date ?? 0);
        return new Incoming.Asked(
            new Request(person, PlaceOf(chat.IsPrivate, spot), inbox, action), spot, chat.IsPrivate, Press: null);
    }

    /// <summary>
    /// What a text asks for; null when it is not for us: in a group everything but our commands, and a command that names
    /// another bot anywhere.
    /// </summary>
    private CardAction? ActionOf(string text, bool isPrivate)
    {
        if (TelegramCommands.Read(text) is not { } command)
            return isPrivate ? new CardAction.Say(text) : null;
        if (command.Bot is { } name && bot.Username is { } ours && !name.Equals(ours, StringComparison.OrdinalIgnoreCase))
            return null;

        var action = TelegramCommands.Action(command);
        return action is CardAction.Unknown && !isPrivate && command.Bot is null ? null : action;
    }

    private static Place PlaceOf(bool isPrivate, ChatSpot spot) =>
        isPrivate ? Place.Private.Instance : new Place.InChannel(TelegramPeople.AddressOf(spot));

    private static ChatSpot SpotOf(Chat chat, Message message) =>
        new(chat.Id, message.IsTopicMessage == true ? message.MessageThreadId : null);
}
