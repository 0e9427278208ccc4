namespace AssemblyBot.Telegram.Rendering;

/// <summary>
/// Splits a card that is too long for one message: before headings, else between blocks, else after a sentence, else
/// between words. Nothing is left out. Pure.
/// </summary>
internal static class CardParts
{
    /// <summary>Room for the words that stand in for a link when the bot's user name is not known.</summary>
    private const int RoomForLinks = 400;

    private const int LongestHeading = 400;

    /// <summary>The parts, each of which fits into a message; the buttons are on the last.</summary>
    public static IReadOnlyList<Card> Split(Card card)
    {
        var hasLinks = card.Rows.Any(row => row.Any(button => button.Action is CardAction.Start));
        var limit = TelegramCards.LongestText - (hasLinks ? RoomForLinks : 0);
        if (Length(card.Blocks) <= limit)
            return [card];

        var parts = Pack(Sections(Pieces(card.Blocks, limit)), limit);
        return [.. parts.Select((blocks, index) => index == parts.Count - 1
            ? card with { Blocks = blocks }
            : card with { Blocks = blocks, Rows = [] })];
    }

    /// <summary>The blocks, each short enough to stand below a heading in one message, if there are headings.</summary>
    private static IEnumerable<Block> Pieces(IReadOnlyList<Block> blocks, int limit)
    {
        var roomForHeading = blocks.Any(block => block is Block.Heading) ? LongestHeading + Runs.BetweenBlocks.Length : 0;
        return blocks.SelectMany(block => block is Block.Heading heading
            ? Cut(heading.Text, LongestHeading).Select(text => new Block.Heading(text))
            : Cut(block, limit - roomForHeading));
    }

    private static IEnumerable<Block> Cut(Block block, int limit) => Runs.Length(block) <= limit
        ? [block]
        : block switch
        {
            Block.Paragraph paragraph => Cut(InertText.Ours(paragraph.Text), limit).Select(text => new Block.Paragraph(text)),
            Block.Note note => Cut(InertText.Ours(note.Text), limit).Select(text => new Block.Note(text)),
            Block.Quote quote => Cut(InertText.Theirs(quote.Text), limit - Runs.Length(quote with { Text = "" }) - 1)
                .Select(text => quote with { Text = text }),
            Block.Tally tally => CutTally(tally, limit),
            _ => [block],
        };

    private static IEnumerable<Block> CutTally(Block.Tally tally, int limit)
    {
        // A space, a line end, and the two signs of an isolate.
        var texts = Cut(InertText.Theirs(tally.Text), limit - Runs.Length(tally with { Text = "" }) - 4).ToList();
        return texts.Select((text, index) => index == texts.Count - 1
            ? tally with { Text = text }
            : tally with { Text = text, Counts = "" });
    }

    private static IEnumerable<string> Cut(string text, int limit)
    {
        limit = Math.Max(limit, 16);
        var rest = text.AsMemory().Trim();
        while (rest.Length > limit)
        {
            var end = GoodEnd(rest.Span[..InertText.CutAt(rest.Span, limit)]);
            yield return rest[..end].TrimEnd().ToString();
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0)
            yield return rest.ToString();
    }

    /// <summary>Where to end: after the last sentence, else the last word, unless that leaves less than half.</summary>
    private static int GoodEnd(ReadOnlySpan<char> text)
    {
        var afterWord = 0;
        for (var i = text.Length - 1; i >= text.Length / 2; i--)
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

    private static List<List<Block>> Pack(List<List<Block>> sections, int limit)
    {
        List<List<Block>> parts = [[]];
        foreach (var section in sections)
        {
            if (Length([.. parts[^1], .. section]) <= limit)
            {
                parts[^1].AddRange(section);
                continue;
            }

            if (parts[^1].Count > 0)
                parts.Add([]);
            foreach (var next in Inseparable(section, limit))
            {
                if (Length([.. parts[^1], .. next]) > limit && parts[^1].Count > 0)
                    parts.Add([]);
                parts[^1].AddRange(next);
            }
        }

        return parts;
    }

    /// <summary>The blocks of a section one by one, but headings with the block below them.</summary>
    private static IEnumerable<IReadOnlyList<Block>> Inseparable(List<Block> section, int limit)
    {
        var headings = section.TakeWhile(block => block is Block.Heading).ToList();
        var first = section.Take(headings.Count + 1).ToList();
        var isTogether = Length(first) <= limit;
        if (isTogether)
            yield return first;
        foreach (var block in section.Skip(isTogether ? first.Count : 0))
            yield return [block];
    }

    private static int Length(IReadOnlyList<Block> blocks)
    {
        var length = 0;
        foreach (var block in blocks)
        {
            if (Runs.Length(block) is var own and > 0)
                length += own + (length > 0 ? Runs.BetweenBlocks.Length : 0);
        }

        return length;
    }
}
