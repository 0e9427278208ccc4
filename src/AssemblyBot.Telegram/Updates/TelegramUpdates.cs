using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Telegram.Updates;

/// <summary>Says what an update means. Pure but for the bot's user name, which is learnt once, and the time.</summary>
internal sealed class TelegramUpdates(BotIdentity bot, ButtonSeal seal, DeliveryKeys keys, TimeProvider time)
{
    /// <summary>What <paramref name="update"/> means; <see cref="Incoming.Nothing"/> for all that is none of ours.</summary>
    public Incoming Read(Update update) => update switch
    {
        { CallbackQuery: { Id: { Length: > 0 } id, From: { } from } query } => ReadPress(update.UpdateId, id, from, query),
        { Message: { Chat: { } chat } message } => ReadMessage(update.UpdateId, chat, message),
        { ChannelPost: { Chat: { } chat } post } => ReadMessage(update.UpdateId, chat, post),
        { MyChatMember: { Chat: { IsPrivate: false } chat, NewChatMember: { } place } } => ReadPlace(chat, place),
        _ => Incoming.Nothing.Instance,
    };

    private Incoming ReadPress(long updateId, string id, User from, CallbackQuery query)
    {
        var person = TelegramPeople.Of(from);
        var (sealedAction, stays) = ButtonData.Read(query.Data);
        var (action, forAnyone) = Open(sealedAction, person);

        // Without a message, as with an old one that the server left out, the answer goes to the private chat.
        if (query.Message is not { Chat: { } chat } message)
            return InPrivate(new ChatSpot(from.Id), null);
        var spot = SpotOf(chat, message);
        long? editable = message is { MessageId: > 0, Date: not 0 } && !stays ? message.MessageId : null;
        if (chat.IsPrivate)
            return InPrivate(spot, editable);
        if (forAnyone && action is CardAction.Confirm confirm)
            return ReadConfirmation(updateId, id, person, chat, message, confirm);

        var own = OwnPlaceIn(chat, from) with
        {
            Message = stays ? null : message.EphemeralMessageId,
            TakesPlace = message is { EphemeralMessageId: null, MessageId: > 0, Date: not 0 },
        };
        var isTheirs = message.EphemeralMessageId is not null || action is not CardAction.Unreadable;
        return new Incoming.Asked(
            new Request(person, PlaceOf(isTheirs, spot), keys.OfPress(updateId, id), action),
            spot,
            IsPrivate: false,
            new PressedButton(id, editable, forAnyone))
        {
            Own = isTheirs ? own : null,
        };

        Incoming.Asked InPrivate(ChatSpot privateSpot, long? edits) => new(
            new Request(person, Place.Private.Instance, keys.OfPress(updateId, id), action),
            privateSpot,
            IsPrivate: true,
            new PressedButton(id, edits, forAnyone));
    }

    private (CardAction Action, bool ForAnyone) Open(string? data, Person person)
    {
        var action = seal.Open(data, person);
        if (action is not CardAction.Unreadable)
            return (action, false);
        var forAnyone = seal.Open(data, TelegramPeople.Anyone);
        return (forAnyone, forAnyone is not CardAction.Unreadable);
    }

    /// <summary>Someone owns up to a nameless command: it becomes theirs, as it stands in the message that our question answers.</summary>
    private Incoming ReadConfirmation(
        long updateId, string id, Person person, Chat chat, Message question, CardAction.Confirm confirm)
    {
        var spot = SpotOf(chat, question);
        var text = question.ReplyToMessage is { } said ? said.Text ?? said.Caption : null;
        if (text is null || DigestOf(text) != confirm.Digest || ActionOf(text, isPrivate: false) is not { } action)
            return new Incoming.CommandGone(spot, id, person);

        var isForAll = action is CardAction.Organise;
        return new Incoming.Asked(
            new Request(person, PlaceOf(!isForAll, spot), keys.OfPress(updateId, id), action),
            spot,
            IsPrivate: false,
            new PressedButton(id, question.MessageId, ForAnyone: true) { Confirms = isForAll })
        {
            Own = isForAll ? null : OwnPlaceIn(chat, long.Parse(person.Id, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private Incoming ReadMessage(long updateId, Chat chat, Message message)
    {
        if (message.MigrateToChatId is { } newChat)
            return new Incoming.Moved(chat.Id, newChat);
        if (message.MigrateFromChatId is { } oldChat)
            return new Incoming.Moved(oldChat, chat.Id);

        var text = message.Text ?? message.Caption;
        if (string.IsNullOrWhiteSpace(text) || message.IsAutomaticForward == true || ActionOf(text, chat.IsPrivate) is not { } action)
            return Incoming.Nothing.Instance;

        var spot = SpotOf(chat, message);
        var inbox = keys.OfMessage(updateId, chat.Id, message.EphemeralMessageId ?? message.MessageId, message.Date ?? 0);
        if (!chat.IsPrivate && (message.SenderChat is not null || chat.Type == "channel"))
            return ReadNameless(inbox, spot, message.MessageId, text, action);
        if (message.From is { IsBot: true } || (message.From is null && !chat.IsPrivate))
            return Incoming.Nothing.Instance;

        var person = message.From is { } from ? TelegramPeople.Of(from) : TelegramPeople.At(chat.Id, null);
        if (chat.IsPrivate && action is CardAction.Start { Code: { } code } && seal.Open(code, person) is var meant and not CardAction.Unreadable)
            action = meant;
        var own = !chat.IsPrivate && message.EphemeralMessageId is { } command ? OwnPlaceIn(chat, message.From!) with { Command = command } : null;
        return new Incoming.Asked(
            new Request(person, PlaceOf(chat.IsPrivate || own is not null, spot), inbox, action), spot, chat.IsPrivate, Press: null)
        {
            Own = own,
        };
    }

    /// <summary>What everyone may see anyway needs no name; for the rest someone has to own up.</summary>
    private static Incoming ReadNameless(InboxKey inbox, ChatSpot spot, long message, string text, CardAction action) => action switch
    {
        CardAction.Unknown => Incoming.Nothing.Instance,
        CardAction.Start or CardAction.Next or CardAction.Help or CardAction.Assemblies or CardAction.ShowSummary => new Incoming.Asked(
            new Request(TelegramPeople.Anyone, PlaceOf(isPrivate: false, spot), inbox, action), spot, IsPrivate: false, Press: null),
        _ => new Incoming.Nameless(spot, message, DigestOf(text)),
    };

    private static Incoming ReadPlace(Chat chat, ChatMember place) => place switch
    {
        { Status: "kicked" or "left" } => new Incoming.Removed(chat.Id),
        { Status: "member" or "administrator" or "creator" } or { Status: "restricted", CanSendMessages: true } =>
            new Incoming.Welcomed(chat.Id),
        _ => Incoming.Nothing.Instance,
    };

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

    private OwnPlace OwnPlaceIn(Chat chat, User member) => OwnPlaceIn(chat, member.Id);

    private OwnPlace OwnPlaceIn(Chat chat, long member) =>
        new(member, Message: null) { IsInGroup = chat.Type != "channel", At = time.GetTimestamp() };

    private static Place PlaceOf(bool isPrivate, ChatSpot spot) =>
        isPrivate ? Place.Private.Instance : new Place.InChannel(TelegramPeople.AddressOf(spot));

    private static ChatSpot SpotOf(Chat chat, Message message) =>
        new(chat.Id, message.IsTopicMessage == true ? message.MessageThreadId : null);

    /// <summary>48 bits of the text's SHA-256: the button that holds them is sealed, so they need not stand alone.</summary>
    private static long DigestOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return (long)(BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 16);
    }
}
