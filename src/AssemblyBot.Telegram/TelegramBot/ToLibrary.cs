using global::Telegram.Bot.Types.ReplyMarkups;
using Library = global::Telegram.Bot.Types;

namespace AssemblyBot.Telegram.TelegramBot;

/// <summary>What we send, in Telegram.Bot's types.</summary>
internal static class ToLibrary
{
    public static InlineKeyboardMarkup? Keyboard(IReadOnlyList<IReadOnlyList<InlineButton>> rows) =>
        rows.Count == 0 ? null : new InlineKeyboardMarkup(rows.Select(row => row.Select(Button)));

    public static Library.BotCommandScope Scope(string scope) => scope switch
    {
        "default" => new Library.BotCommandScopeDefault(),
        "all_private_chats" => new Library.BotCommandScopeAllPrivateChats(),
        "all_group_chats" => new Library.BotCommandScopeAllGroupChats(),
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "not a scope that the bot sets"),
    };

    public static Library.BotCommand Command(BotCommand command) =>
        new(command.Command, command.Description) { IsEphemeral = command.IsEphemeral == true };

    public static Library.ReplyParameters? Reply(long? message) => message is { } id
        ? new Library.ReplyParameters { MessageId = checked((int)id), AllowSendingWithoutReply = true }
        : null;

    private static InlineKeyboardButton Button(InlineButton button) => button.Url is { } url
        ? InlineKeyboardButton.WithUrl(button.Text, url)
        : InlineKeyboardButton.WithCallbackData(button.Text, button.CallbackData ?? "");
}
