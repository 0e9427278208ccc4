namespace AssemblyBot.Core.Platforms;

/// <summary>
/// Splits a card that is too long for one message: before headings, else between blocks, else after a sentence, else
/// between words. Nothing is left out. Pure; a platform says how long its blocks become.
/// </summary>
public abstract class CardSplitter
{
    private const int LongestHeading = 400;

    /// <summary>How long what stands between two blocks is.</summary>
    protected abstract int BetweenBlocks { get; }

    /// <summary>
    /// The parts, each of at most <paramref name="limit"/> as the platform counts; the picture is on the first, the buttons
    /// are on the last.
    /// </summary>
    public IReadOnlyList<Card> Split(Card card, int limit)
    {
        if (LengthOf(card.Blocks) <= limit)
            return [card];

        var parts = Pack(Sections(Pieces(card.Blocks, limit)), limit);
        return [.. parts.Select((blocks, index) => card with
        {
            Blocks = blocks,
            Picture = index == 0 ? card.Picture : null,
            Rows = index == parts.Count - 1 ? card.Rows : [],
        })];
    }

    /// <summary>How long blocks below each other become.</summary>
    public int LengthOf(IReadOnlyList<Block> blocks)
    {
        var length = 0;
        foreach (var block in blocks)
        {
            if (LengthOf(block) is var own and > 0)
                length += own + (length > 0 ? BetweenBlocks : 0);
        }

        return length;
    }

    /// <summary>How long a block becomes.</summary>
    protected abstract int LengthOf(Block block);

    /// <summary>
    /// The longest beginning of a text that becomes at most <paramref name="length"/> long and ends between two characters;
    /// at least one UTF-16 unit.
    /// </summary>
    protected abstract int CutAt(ReadOnlySpan<char> text, int length, bool isTheirs);

    /// <summary>A text as it is cut: our own words, or another's.</summary>
    protected abstract string Clean(string text, bool isTheirs);

    /// <summary>The blocks, each short enough to stand below a heading in one message, if there are headings.</summary>
    private IEnumerable<Block> Pieces(IReadOnlyList<Block> blocks, int limit)
    {
        var roomForHeading = blocks.Any(block => block is Block.Heading) ? LongestHeading + BetweenBlocks : 0;
        return blocks.SelectMany(block => block is Block.Heading heading
            ? Cut(heading.Text, LongestHeading, isTheirs: false).Select(text => new Block.Heading(text))
            : Cut(block, limit - roomForHeading));
    }

    private IEnumerable<Block> Cut(Block block, int limit) => LengthOf(block) <= limit
        ? [block]
        : block switch
        {
            Block.Paragraph paragraph => Cut(paragraph.Text, limit - LengthOf(paragraph with { Text = "" }), isTheirs: false)
                .Select(text => new Block.Paragraph(text)),
            Block.Note note => Cut(note.Text, limit - LengthOf(note with { Text = "" }), isTheirs: false)
                .Select(text => new Block.Note(text)),
            Block.Quote quote => Cut(quote.Text, limit - LengthOf(quote with { Text = "" }) - 1, isTheirs: true)
                .Select(text => quote with { Text = text }),
            Block.Tally tally => CutTally(tally, limit),
            _ => [block],
        };

    private IEnumerable<Block> CutTally(Block.Tally tally, int limit)
    {
        // A space, a line end, and the two signs of an isolate.
        var texts = Cut(tally.Text, limit - LengthOf(tally with { Text = "" }) - 4, isTheirs: true).ToList();
        return texts.Select((text, index) => index == texts.Count - 1
            ? tally with { Text = text }
            : tally with { Text = text, Counts = "" });
    }

    private IEnumerable<string> Cut(string text, int limit, bool isTheirs)
    {
        limit = Math.Max(limit, 16);
        var rest = Clean(text, isTheirs).AsMemory().Trim();
        while (rest.Length > 0)
        {
            var most = CutAt(rest.Span, limit, isTheirs);
            if (most == rest.Length)
            {
                yield return rest.ToString();
                yield break;
            }

            var end = GoodEnd(rest.Span[..most]);
            yield return rest[..end].TrimEnd().ToString();
            rest = rest[end..].TrimStart();
        }
    }

    /// <summary>Where to end: after the last sentence, else the last word, unless that leaves less than half.</summary>
    private static int GoodEnd(ReadOnlySpan<char> text)
    {
        var afterWord = 0;
        for (var i = text.Length - 1; i > 0 && i >= text.Length / 2; i--)
        {
            if (!char.IsWhiteSpace(text[i]))
                continue;
            if (text[i] == '\n' || text[i - 1] is '.' or '!' or '?' or '…' or '。')
                return i + 1;
            if (afterWord == 0)
                afterWord = i + 1;
        }

        return afterWord > 0 ? afterWord : text.Length;
    }

    private static List<List<Block>> Sections(IEnumerable<Block> blocks)
    {
        var sections = new List<List<Block>>();
        foreach (var block in blocks)
        {
            if (sections.Count == 0 || (block is Block.Heading && sections[^1].Any(other => other is not Block.Heading)))
                sections.Add([]);
            sections[^1].Add(block);
        }

        return sections;
    }

    private List<List<Block>> Pack(List<List<Block>> sections, int limit)
    {
        List<List<Block>> parts = [[]];
        foreach (var section in sections)
        {
            if (LengthOf([.. parts[^1], .. section]) <= limit)
            {
                parts[^1].AddRange(section);
                continue;
            }

            if (parts[^1].Count > 0)
                parts.Add([]);
            foreach (var next in Inseparable(section, limit))
            {
                if (LengthOf([.. parts[^1], .. next]) > limit && parts[^1].Count > 0)
                    parts.Add([]);
                parts[^1].AddRange(next);
            }
        }

        return parts;
    }

    /// <summary>The blocks of a section one by one, but headings with the block below them.</summary>
    private IEnumerable<IReadOnlyList<Block>> Inseparable(List<Block> section, int limit)
    {
        var headings = section.TakeWhile(block => block is Block.Heading).ToList();
        var first = section.Take(headings.Count + 1).ToList();
        var isTogether = LengthOf(first) <= limit;
        if (isTogether)
            yield return first;
        foreach (var block in section.Skip(isTogether ? first.Count : 0))
            yield return [block];
    }
}
