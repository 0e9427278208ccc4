namespace AssemblyBot.Telegram.Api;

/// <summary>An entry of the menu of commands.</summary>
internal sealed record BotCommand(string Command, string Description);

/// <summary>The bodies of the calls, as they go over the wire.</summary>
internal static class Requests
{
    public sealed record GetUpdates(long? Offset, int Limit, int Timeout, IReadOnlyList<string> AllowedUpdates);

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
        LinkPreview LinkPreviewOptions,
        Markup? ReplyMarkup);

    public sealed record EditMessageText(
        long ChatId,
        long MessageId,
        string Text,
        string ParseMode,
        LinkPreview LinkPreviewOptions,
        Markup? ReplyMarkup);

    public sealed record AnswerCallbackQuery(string CallbackQueryId, string? Text, string? Url);

    /// <summary>The call that the answer to a delivered update makes.</summary>
    public sealed record AnswerInWebhook(string Method, string CallbackQueryId, string? Text, string? Url);

    public sealed record LinkPreview(bool IsDisabled)
    {
        public static LinkPreview Off { get; } = new(true);
    }

    public sealed record Markup(IReadOnlyList<IReadOnlyList<InlineButton>> InlineKeyboard)
    {
        public static Markup? Of(MessageText text) => text.Rows.Count == 0 ? null : new(text.Rows);
    }
}
