namespace AssemblyBot.Discord.Rendering;

/// <summary>
/// Splits a card that is too long for one message, or has too many buttons for one; see <see cref="CardSplitter"/>. Pure.
/// </summary>
internal sealed class CardParts : CardSplitter
{
    private readonly PhraseBook _book;

    private CardParts(PhraseBook book) => _book = book;

    protected override int BetweenBlocks => Markdown.BetweenBlocks.Length;

    /// <summary>The parts, each of which fits into a message; the buttons are on the last, or from there on.</summary>
    public static IReadOnlyList<Card> Split(Card card, PhraseBook book)
    {
        var parts = new CardParts(book).Split(card, DiscordCards.LongestText);
        var rows = ButtonRows.Arrange(card.Rows);
        if (rows.Count <= ButtonRows.Most)
            return parts;

        return
        [
            .. parts.SkipLast(1),
            .. rows.Chunk(ButtonRows.Most).Select((chunk, index) => index == 0
                ? parts[^1] with { Rows = chunk }
                : card with { Blocks = [], Picture = null, Rows = chunk }),
        ];
    }

    protected override int LengthOf(Block block) => Markdown.Of(block, _book).Length;

    protected override int CutAt(ReadOnlySpan<char> text, int length, bool isTheirs) =>
        InertText.CutAt(text, length, isTheirs ? LengthOfTheirs : LengthOfOurs);

    protected override string Clean(string text, bool isTheirs) => CleanText.Of(text);

    /// <summary>Every line of a quote has two signs before it.</summary>
    private static int LengthOfTheirs(string text) => InertText.Theirs(text).Length + (2 * text.Count(sign => sign == '\n'));

    private int LengthOfOurs(string text) => InertText.Ours(CommandNames.Translate(text, _book)).Length;
}
