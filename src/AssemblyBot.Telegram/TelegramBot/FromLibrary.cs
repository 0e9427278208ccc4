using System.Diagnostics.CodeAnalysis;
using global::Telegram.Bot.Types.Enums;
using Library = global::Telegram.Bot.Types;

namespace AssemblyBot.Telegram.TelegramBot;

/// <summary>What Telegram.Bot read, in our own types.</summary>
internal static class FromLibrary
{
    public static Update Update(Library.Update update) => new()
    {
        UpdateId = update.Id,
        Message = Message(update.Message),
        ChannelPost = Message(update.ChannelPost),
        CallbackQuery = update.CallbackQuery is { } query ? CallbackQuery(query) : null,
        MyChatMember = update.MyChatMember is { } member ? ChatMemberUpdated(member) : null,
    };

    [return: NotNullIfNotNull(nameof(user))]
    public static User? User(Library.User? user) => user is null ? null : new User
    {
        Id = user.Id,
        IsBot = user.IsBot,
        Username = user.Username,
        LanguageCode = user.LanguageCode,
    };

    public static WebhookInfo WebhookInfo(Library.WebhookInfo info) => new()
    {
        Url = info.Url,
        PendingUpdateCount = info.PendingUpdateCount,
        MaxConnections = info.MaxConnections,
        AllowedUpdates = info.AllowedUpdates is { } kinds ? [.. kinds.Select(NameOf)] : null,
        LastErrorDate = info.LastErrorDate is { } at ? new DateTimeOffset(at).ToUnixTimeSeconds() : null,
        LastErrorMessage = info.LastErrorMessage,
    };

    private static string NameOf(UpdateType kind) => kind switch
    {
        UpdateType.Message => "message",
        UpdateType.ChannelPost => "channel_post",
        UpdateType.CallbackQuery => "callback_query",
        UpdateType.MyChatMember => "my_chat_member",
        _ => kind.ToString(),
    };

    private static Message? Message(Library.Message? message) => message is null ? null : new Message
    {
        MessageId = message.Id,
        MessageThreadId = message.MessageThreadId,
        IsTopicMessage = message.IsTopicMessage,
        Date = message.Date == default ? 0 : new DateTimeOffset(message.Date).ToUnixTimeSeconds(),
        Chat = Chat(message.Chat),
        From = User(message.From),
        SenderChat = Chat(message.SenderChat),
        Text = message.Text,
        Caption = message.Caption,
        MigrateToChatId = message.MigrateToChatId,
        MigrateFromChatId = message.MigrateFromChatId,
        ReplyToMessage = Message(message.ReplyToMessage),
        EphemeralMessageId = message.EphemeralMessageId,
        ReceiverUser = User(message.ReceiverUser),
    };

    private static CallbackQuery CallbackQuery(Library.CallbackQuery query) => new()
    {
        Id = query.Id,
        From = User(query.From),
        Message = Message(query.Message),
        Data = query.Data,
    };

    private static ChatMemberUpdated ChatMemberUpdated(Library.ChatMemberUpdated change) => new()
    {
        Chat = Chat(change.Chat),
        NewChatMember = change.NewChatMember is { } member ? ChatMember(member) : null,
    };

    public static ChatMember ChatMember(Library.ChatMember member) => new()
    {
        Status = StatusOf(member.Status),
        // The library says false where the server says nothing.
        CanPinMessages = member is Library.ChatMemberAdministrator { CanPinMessages: true } ? true : null,
        CanEditMessages = member is Library.ChatMemberAdministrator { CanEditMessages: true } ? true : null,
        CanSendMessages = (member as Library.ChatMemberRestricted)?.CanSendMessages,
    };

    private static Chat? Chat(Library.Chat? chat) => chat is null ? null : new Chat
    {
        Id = chat.Id,
        Type = chat.Type switch
        {
            ChatType.Private => "private",
            ChatType.Group => "group",
            ChatType.Supergroup => "supergroup",
            ChatType.Channel => "channel",
            _ => null,
        },
    };

    private static string? StatusOf(ChatMemberStatus status) => status switch
    {
        ChatMemberStatus.Creator => "creator",
        ChatMemberStatus.Administrator => "administrator",
        ChatMemberStatus.Member => "member",
        ChatMemberStatus.Restricted => "restricted",
        ChatMemberStatus.Left => "left",
        ChatMemberStatus.Kicked => "kicked",
        _ => null,
    };
}
