namespace AssemblyBot.Telegram.Api;

/// <summary>A message to be sent or shown: text in Telegram's HTML, and the rows of buttons below it.</summary>
internal sealed record MessageText(string Html, IReadOnlyList<IReadOnlyList<InlineButton>> Rows)
{
    /// <summary>The message of the same chat that it answers, if that one still stands; null: none.</summary>
    public long? RepliesTo { get; init; }
}

/// <summary>A button below a message, with exactly one of the two: data for the bot, or a link.</summary>
internal sealed record InlineButton(string Text, string? CallbackData = null, string? Url = null);
