using AssemblyBot.Terminal.Texts;

namespace AssemblyBot.Terminal.Cards;

/// <summary>
/// Writes a card in plain lines. What people wrote is indented and nothing else is, so that it cannot pass for our words
/// or for a choice.
/// </summary>
internal sealed class PlainCard(int? width)
{
    private const string Indent = "  ";
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Draw(Card card, int firstChoice)
    {
        for (var i = 0; i < card.Blocks.Count; i++)
        {
            if (i > 0 && (card.Blocks[i] is Block.Heading || (card.Blocks[i - 1], card.Blocks[i]) is (Block.Tally, not Block.Tally)))
                _lines.Add("");
            Add(card.Blocks[i]);
        }

        if (_lines.Count > 0 && card.Rows.Any(row => row.Count > 0))
            _lines.Add("");
        return DrawChoices(card.Rows, firstChoice);
    }

    public IReadOnlyList<string> DrawChoices(IReadOnlyList<IReadOnlyList<Button>> rows, int firstChoice = 1)
    {
        foreach (var button in rows.SelectMany(row => row))
        {
            var number = $"{firstChoice++}. ";
            Add(number, new string(' ', number.Length), InertText.OnOneLine(button.Label));
        }

        return _lines;
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case Block.Heading heading:
                Add("", "", InertText.OnOneLine(heading.Text));
                break;
            case Block.Paragraph paragraph:
                Add("", "", InertText.Of(paragraph.Text));
                break;
            case Block.Note note:
                Add("", "", InertText.Of(note.Text));
                break;
            case Block.Quote quote:
                Add("", "", $"{InertText.OnOneLine(quote.Label)}:");
                Add(Indent, Indent, InertText.Of(quote.Text));
                break;
            case Block.Tally tally:
                Add($"{InertText.OnOneLine(tally.Label)}: ", Indent, InertText.OnOneLine(tally.Text));
                Add(Indent, Indent, InertText.OnOneLine(tally.Counts));
                break;
            default:
                throw new NotSupportedException($"a terminal cannot show a {block.GetType().Name}");
        }
    }

    private void Add(string first, string others, string text)
    {
        foreach (var line in Lines(text, Math.Max(first.Length, others.Length)))
        {
            _lines.Add((first + line).TrimEnd());
            first = others;
        }
    }

    private IReadOnlyList<string> Lines(string text, int indent) =>
        width is { } columns ? TextWidth.Wrap(text, columns - indent) : text.Split('\n');
}
