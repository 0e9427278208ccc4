namespace AssemblyBot.Telegram.Api;

/// <summary>An entry of the menu of commands.</summary>
internal sealed record BotCommand(string Command, string Description)
{
    /// <summary>
    /// Whether in a group only who writes it and the bot see it, where the server can do that; null: everyone does.
    /// </summary>
    public bool? IsEphemeral { get; init; }
}

/// <summary>The bodies of the calls, as they go over the wire.</summary>
internal static class Requests
{
    /// <summary>The markup that all texts are in.</summary>
    public const string Html = "HTML";

    public sealed record GetUpdates(long? Offset, int? Limit, int Timeout, IReadOnlyList<string>? AllowedUpdates);

    public sealed record DeleteWebhook(bool DropPendingUpdates);

    public sealed record SetWebhook(
        string Url, string SecretToken, int MaxConnections, IReadOnlyList<string> AllowedUpdates, bool DropPendingUpdates);

    public sealed record SetMyCommands(IReadOnlyList<BotCommand> Commands, Scope Scope, string? LanguageCode);

    public sealed record Scope(string Type);

    public sealed record SendMessage(
        long ChatId,
        long? MessageThreadId,
        string Text,
        string ParseMode,
        LinkPreview? LinkPreviewOptions,
        Markup? ReplyMarkup)
    {
        public Reply? ReplyParameters { get; init; }

        public OwnMessage? EphemeralMessageParameters { get; init; }

        public long? ReceiverUserId { get; init; }

        public string? CallbackQueryId { get; init; }

        public static SendMessage Of(ChatSpot spot, MessageText text) =>
            new(spot.Chat, spot.Topic, text.Html, Html, LinkPreview.For(text), Markup.Of(text)) { ReplyParameters = Reply.To(text.RepliesTo) };

        public SendMessage With(OnlyFor only, OwnMessageWay way)
        {
            var body = only.Command is { } command ? this with { ReplyParameters = new Reply(null, null, command) } : this;
            return way == OwnMessageWay.Object
                ? body with { EphemeralMessageParameters = new OwnMessage(only.Receiver, only.Query, only.TakesPlace ? true : null) }
                : body with { ReceiverUserId = only.Receiver, CallbackQueryId = only.Query };
        }
    }

    public sealed record OwnMessage(long ReceiverUserId, string? CallbackQueryId, bool? ReplaceCallbackQueryMessage);

    public sealed record Reply(long? MessageId, bool? AllowSendingWithoutReply, long? EphemeralMessageId)
    {
        public static Reply? To(long? message) => message is { } id ? new(id, true, null) : null;
    }

    public sealed record EditMessageText(
        long ChatId,
        long MessageId,
        string Text,
        string ParseMode,
        LinkPreview? LinkPreviewOptions,
        Markup? ReplyMarkup);

    public sealed record EditEphemeralMessageText(
        long ChatId,
        long ReceiverUserId,
        long EphemeralMessageId,
        string Text,
        string ParseMode,
        LinkPreview? LinkPreviewOptions,
        Markup? ReplyMarkup);

    public sealed record DeleteMessage(long ChatId, long MessageId);

    public sealed record PinChatMessage(long ChatId, long MessageId, bool DisableNotification);

    public sealed record GetChatMember(long ChatId, long UserId);

    public sealed record AnswerCallbackQuery(string CallbackQueryId, string? Text, string? Url);

    /// <summary>The call that the answer to a delivered update makes.</summary>
    public sealed record AnswerInWebhook(string Method, string CallbackQueryId, string? Text, string? Url);

    public sealed record LinkPreview(bool IsDisabled)
    {
        private static readonly LinkPreview Off = new(true);

        /// <summary>Off; null, and not sent, where a text has nothing that could be an address: a dot with no space after it.</summary>
        public static LinkPreview? For(MessageText text)
        {
            var html = text.Html.AsSpan();
            while (html.IndexOf('.') is var dot and >= 0)
            {
                html = html[(dot + 1)..];
                if (!html.IsEmpty && (char.IsLetterOrDigit(html[0]) || char.IsSurrogate(html[0]) || html[0] is '-' or '_'))
                    return Off;
            }

            return null;
        }
    }

    public sealed record Markup(IReadOnlyList<IReadOnlyList<InlineButton>> InlineKeyboard)
    {
        public static Markup? Of(MessageText text) => text.Rows.Count == 0 ? null : new(text.Rows);
    }
}
