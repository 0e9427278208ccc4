namespace AssemblyBot.Telegram.Rendering;

/// <summary>What the drawing of a card depends on beside the card.</summary>
/// <param name="Person">Who can press its buttons; <see cref="TelegramPeople.Anyone"/> for a post to everyone.</param>
/// <param name="BotUsername">The bot's user name for links to the private chat; null: unknown, there are none.</param>
/// <param name="Seal">Puts actions into buttons.</param>
/// <param name="Phrases">For the words that stand in for a link.</param>
internal sealed record CardReader(Person Person, string? BotUsername, ButtonSeal Seal, PhraseBooks Phrases)
{
    /// <summary>
    /// For a card that a group or a channel sees: what the button does there that leads into the assembly with a join code;
    /// the link to the private chat stands beside it. Null: the link alone.
    /// </summary>
    public Func<string?, CardAction>? WayIn { get; init; }
}
