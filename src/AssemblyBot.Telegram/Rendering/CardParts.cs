namespace AssemblyBot.Telegram.Rendering;

/// <summary>Splits a card that is too long for one message; see <see cref="CardSplitter"/>. Pure.</summary>
internal sealed class CardParts : CardSplitter
{
    /// <summary>Room for the words that stand in for a link when the bot's user name is not known.</summary>
    private const int RoomForLinks = 400;

    private static readonly CardParts Splitter = new();

    private CardParts()
    {
    }

    protected override int BetweenBlocks => Runs.BetweenBlocks.Length;

    /// <summary>The parts, each of which fits into a message; the buttons are on the last.</summary>
    public static IReadOnlyList<Card> Split(Card card)
    {
        var hasLinks = card.Rows.Any(row => row.Any(button => button.Action is CardAction.Start));
        return Splitter.Split(card, TelegramCards.LongestText - (hasLinks ? RoomForLinks : 0));
    }

    protected override int LengthOf(Block block) => Runs.Length(block);

    protected override int CutAt(ReadOnlySpan<char> text, int length, bool isTheirs) => CleanText.CutAt(text, length);

    protected override string Clean(string text, bool isTheirs) => isTheirs ? InertText.Theirs(text) : CleanText.Of(text);
}
