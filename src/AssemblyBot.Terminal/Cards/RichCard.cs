using AssemblyBot.Terminal.Texts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AssemblyBot.Terminal.Cards;

/// <summary>
/// Draws a card with lines and colours. The colours are those of the reader's own terminal and readable on light and on
/// dark; what they say is also said in words. No frame has a right side, which a wide character could push out of line.
/// </summary>
internal sealed class RichCard(int width)
{
    private const string Margin = "  ";
    private const string Gap = "   ";

    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Quiet = new(decoration: Decoration.Dim);
    private static readonly Style Accent = new(Color.Teal);
    private static readonly Style Title = new(Color.Teal, decoration: Decoration.Bold);
    private static readonly Style Yes = new(Color.Green);
    private static readonly Style No = new(Color.Maroon);

    private readonly StyledLines _lines = new();

    public IRenderable Draw(Card card, int firstChoice)
    {
        for (var i = 0; i < card.Blocks.Count; i++)
        {
            if (i > 0 && AreApart(card.Blocks[i - 1], card.Blocks[i]))
                _lines.Space();
            Add(card.Blocks[i], isFirst: i == 0, TallyIndent(card.Blocks, i));
        }

        if (card.Rows.Any(row => row.Count > 0))
            _lines.Space();
        return DrawChoices(card.Rows, firstChoice);
    }

    public IRenderable DrawChoices(IReadOnlyList<IReadOnlyList<Button>> rows, int firstChoice = 1)
    {
        foreach (var row in rows)
        {
            var choices = row.Select(button => new Choice(firstChoice++, InertText.OnOneLine(button.Label), button.Tone)).ToList();
            if (choices.Sum(choice => Gap.Length + choice.Width) <= width && !choices.Any(choice => choice.RunsRightToLeft))
                AddOnOneLine(choices);
            else
                AddOneBelowTheOther(choices);
        }

        return _lines;
    }

    public IRenderable DrawSentence(string sentence, bool isQuiet)
    {
        AddText(InertText.Of(sentence), isQuiet ? Quiet : Strong);
        return _lines;
    }

    private void Add(Block block, bool isFirst, int tallyIndent)
    {
        switch (block)
        {
            case Block.Heading heading when isFirst:
                AddTitle(InertText.OnOneLine(heading.Text), Title);
                break;
            case Block.Note note when isFirst:
                AddTitle(InertText.OnOneLine(note.Text), Style.Plain);
                break;
            case Block.Heading heading:
                AddText(InertText.OnOneLine(heading.Text), Title);
                break;
            case Block.Paragraph paragraph:
                AddText(InertText.Of(paragraph.Text), Style.Plain);
                break;
            case Block.Note note:
                AddText(InertText.Of(note.Text), Quiet);
                break;
            case Block.Quote quote:
                AddQuote(quote);
                break;
            case Block.Tally tally:
                AddTally(tally, tallyIndent);
                break;
            default:
                throw new NotSupportedException($"a terminal cannot show a {block.GetType().Name}");
        }
    }

    /// <summary>Whether an empty line stands between two blocks: not between short ones of a kind, which make a list.</summary>
    private bool AreApart(Block above, Block below) => (above, below) switch
    {
        (Block.Heading, _) => false,
        (Block.Tally, Block.Tally) => false,
        (Block.Paragraph one, Block.Paragraph two) => !IsShort(one.Text) || !IsShort(two.Text),
        (Block.Note one, Block.Note two) => !IsShort(one.Text) || !IsShort(two.Text),
        _ => true,
    };

    private bool IsShort(string text) => TextWidth.Wrap(InertText.Of(text), width - Margin.Length).Count == 1;

    private void AddTitle(string title, Style style)
    {
        const string lead = "── ";
        var used = lead.Length + TextWidth.Of(title) + 1;
        if (used < width)
        {
            _lines.Add((lead, Accent), (title, style), (" " + new string('─', width - used), Accent));
        }
        else
        {
            _lines.Add((new string('─', width), Accent));
            AddText(title, style);
        }

        _lines.Space();
    }

    private void AddText(string text, Style style)
    {
        foreach (var line in TextWidth.Wrap(text, width - Margin.Length))
            _lines.Add((Margin, Style.Plain), (line, style));
    }

    private void AddQuote(Block.Quote quote)
    {
        var edge = "╭─ ";
        foreach (var line in TextWidth.Wrap(InertText.OnOneLine(quote.Label), width - Margin.Length - edge.Length))
        {
            _lines.Add((Margin + edge, Accent), (line, Quiet));
            edge = "│  ";
        }

        foreach (var line in TextWidth.Wrap(InertText.Of(quote.Text), width - Margin.Length - edge.Length))
            _lines.Add((Margin + "│  ", Accent), (line, Strong));
        _lines.Add((Margin + "╰─", Accent));
    }

    /// <summary>The width of the longest label among the tallies around this block.</summary>
    private static int TallyIndent(IReadOnlyList<Block> blocks, int index)
    {
        if (blocks[index] is not Block.Tally)
            return 0;
        var (first, last) = (index, index);
        while (first > 0 && blocks[first - 1] is Block.Tally)
            first--;
        while (last + 1 < blocks.Count && blocks[last + 1] is Block.Tally)
            last++;
        return blocks.Skip(first).Take(last - first + 1).OfType<Block.Tally>().Max(tally => TextWidth.Of(InertText.OnOneLine(tally.Label)));
    }

    private void AddTally(Block.Tally tally, int indent)
    {
        var label = InertText.OnOneLine(tally.Label);
        if (indent > width / 3)
        {
            AddText(label, Title);
            (label, indent) = ("", 0);
        }

        var first = label + new string(' ', indent - TextWidth.Of(label) + 2);
        var others = new string(' ', indent + 2);
        var room = width - Margin.Length - others.Length;
        foreach (var line in TextWidth.Wrap(InertText.OnOneLine(tally.Text), room))
        {
            _lines.Add((Margin + first, Title), (line, Style.Plain));
            first = others;
        }

        foreach (var line in TextWidth.Wrap(InertText.OnOneLine(tally.Counts), room))
            _lines.Add((Margin + others, Style.Plain), (line, Quiet));
    }

    private void AddOnOneLine(List<Choice> choices)
    {
        var spans = new List<(string, Style)>();
        foreach (var choice in choices)
        {
            spans.Add((spans.Count == 0 ? Margin : Gap, Style.Plain));
            spans.Add((choice.Mark, Title));
            spans.Add((choice.Label, StyleOf(choice.Tone)));
        }

        _lines.Add([.. spans]);
    }

    private void AddOneBelowTheOther(List<Choice> choices)
    {
        foreach (var choice in choices)
        {
            var mark = choice.Mark;
            foreach (var line in TextWidth.Wrap(choice.Label, width - Margin.Length - mark.Length))
            {
                _lines.Add((Margin, Style.Plain), (mark, Title), (line, StyleOf(choice.Tone)));
                mark = new string(' ', mark.Length);
            }
        }
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Main => Strong,
        Tone.Positive => Yes,
        Tone.Negative => No,
        _ => Style.Plain,
    };

    private readonly record struct Choice(int Number, string Label, Tone Tone)
    {
        public string Mark => $"{Number}. ";

        public int Width => Mark.Length + TextWidth.Of(Label);

        public bool RunsRightToLeft => InertText.RunsRightToLeft(Label);
    }
}
