namespace AssemblyBot.Core.Cards;

/// <summary>Puts a summary into words: every finding with its statement's number and its counts. Pure.</summary>
internal static class SummaryCards
{
    private const int MostNewShown = 3;

    public static Card Render(Summary summary, LiveAssembly assembly, PhraseBook book, Audience audience)
    {
        var p = book.Summary;
        var blocks = new List<Block>
        {
            new Block.Heading(p.Title.With(("title", assembly.Settings.Title.In(book.Language)))),
            new Block.Note(assembly.Settings.Question.In(book.Language)),
            new Block.Paragraph(p.Turnout.With(
                ("voters", summary.Voters),
                ("votes", summary.Votes),
                ("statements", summary.Statements),
                ("written", summary.StatementsByParticipants))),
        };
        if (summary is { VotersSince: { } voters, VotesSince: { } votes } && (voters > 0 || votes > 0))
            blocks.Add(new Block.Note(p.Since.With(("voters", Math.Max(0, voters)), ("votes", Math.Max(0, votes)))));

        if (summary.IsProgressOnly)
            AddProgress(blocks, summary, book);
        else
            AddFindings(blocks, summary, assembly, book);
        AddNew(blocks, summary, assembly, book);

        return new Card
        {
            Blocks = blocks,
            Rows = [[audience == Audience.Everyone
                ? JoiningCards.TakePart(book, assembly)
                : new Button(book.Common.Continue, new CardAction.Next(assembly.Id), Tone.Main)]],
            Audience = audience,
            Stays = true,
            Language = book.Language,
        };
    }

    /// <summary>The map as a picture; null: there is none, or nobody to paint it.</summary>
    public static CardPicture? Picture(Summary summary, PhraseBook book, IMapPainter? painter) =>
        painter is null || summary.Map is not { } map
            ? null
            : new CardPicture(
                "opinion-map.png",
                DescribeMap(summary, map, book),
                painter.Paint(map, [.. summary.Groups.Select(group => group.Label)]));

    /// <summary>The summary as a file.</summary>
    public static CardFile File(Card summary) => new(
        "summary.txt",
        string.Join('\n', summary.Blocks.Select(block => block switch
        {
            Block.Heading heading => heading.Text,
            Block.Paragraph paragraph => paragraph.Text,
            _ => "",
        }).Where(text => text.Length > 0).Take(2)),
        CardText.Of(summary));

    /// <summary>What the map shows, for those who do not see it.</summary>
    public static string DescribeMap(Summary summary, SummaryMap map, PhraseBook book)
    {
        var p = book.Summary;
        var people = summary.Groups.Sum(group => group.Size);
        var sentences = new List<string> { p.MapDescription.With(("people", people), ("groups", summary.Groups.Count)) };
        sentences.AddRange(summary.Groups.Select(group => p.MapGroup.With(("group", group.Label), ("size", group.Size))));
        if (map.Places.Count < people)
            sentences.Add(p.MapShare.With(("drawn", map.Places.Count)));
        return string.Join(' ', sentences);
    }

    private static void AddProgress(List<Block> blocks, Summary summary, PhraseBook book)
    {
        blocks.Add(new Block.Heading(book.Summary.ProgressTitle));
        blocks.Add(new Block.Paragraph(book.Summary.Progress.With(
            ("enough", summary.VotersWithEnough),
            ("needed", summary.Thresholds.Participants),
            ("votes", summary.Thresholds.VotesEach))));
    }

    private static void AddFindings(List<Block> blocks, Summary summary, LiveAssembly assembly, PhraseBook book)
    {
        var p = book.Summary;
        var hasGroups = summary.Groups.Count > 1;
        AddSection(blocks, hasGroups ? p.CommonGround : p.MostAgree, summary.CommonGround, p.CommonGroundNone, summary, assembly, book);
        AddSection(blocks, p.Divides, summary.Divides, p.DividesNone, summary, assembly, book);

        if (!hasGroups)
        {
            blocks.Add(new Block.Heading(p.Groups.With(("count", summary.Groups.Count))));
            blocks.Add(new Block.Paragraph(p.NoGroups));
        }

        foreach (var group in hasGroups ? summary.Groups : [])
        {
            AddSection(
                blocks,
                p.Group.With(("group", group.Label), ("size", group.Size)),
                group.StandsFor,
                p.GroupStandsForNothing,
                summary,
                assembly,
                book,
                group.Label);
        }

        if (summary.Uncertain.Count > 0)
            AddSection(blocks, p.Uncertain, summary.Uncertain, null, summary, assembly, book);
        blocks.Add(new Block.Note(p.HowToRead));
    }

    private static void AddNew(List<Block> blocks, Summary summary, LiveAssembly assembly, PhraseBook book)
    {
        var shown = summary.NewStatements
            .Select(assembly.Find)
            .Where(statement => statement is { State: StatementState.Accepted })
            .ToArray();
        if (shown.Length == 0)
            return;

        blocks.Add(new Block.Heading(book.Summary.New));
        blocks.AddRange(shown.Take(MostNewShown).Select(statement => StatementCards.Quote(book, statement!)));
        if (shown.Length > MostNewShown)
            blocks.Add(new Block.Note(book.Summary.AndMore.With(("count", shown.Length - MostNewShown))));
    }

    private static void AddSection(
        List<Block> blocks,
        string title,
        IReadOnlyList<SummaryLine> lines,
        Phrase? none,
        Summary summary,
        LiveAssembly assembly,
        PhraseBook book,
        string? onlyGroup = null)
    {
        blocks.Add(new Block.Heading(title));
        if (lines.Count == 0 && none is not null)
            blocks.Add(new Block.Paragraph(none));
        foreach (var line in lines)
        {
            blocks.Add(new Block.Tally(
                line.Statement.ToString(),
                assembly.Find(line.Statement)?.Text.In(book.Language) ?? line.Statement.ToString(),
                Counts(line, summary, book, onlyGroup)));
        }
    }

    /// <summary>Such as <c>45 of 60 agree (75 %) · A 40 of 44 agree · B 5 of 16 agree</c>.</summary>
    private static string Counts(SummaryLine line, Summary summary, PhraseBook book, string? onlyGroup)
    {
        var p = book.Summary;
        var (count, total) = (line.Overall.Of(line.Leaning), line.Overall.Votes);
        var phrase = line.Leaning switch { Stance.Agree => p.Agree, Stance.Disagree => p.Disagree, _ => p.Pass };
        var parts = new List<string>
        {
            phrase.With(("count", count), ("total", total), ("percent", total == 0 ? 0 : (int)Math.Round(100.0 * count / total))),
        };
        if (line.Leaning == Stance.Pass || summary.Groups.Count < 2)
            return parts[0];

        var groupPhrase = line.Leaning == Stance.Agree ? p.GroupAgree : p.GroupDisagree;
        var perGroup = summary.Groups.Zip(line.PerGroup, (group, tally) => (group.Label, Text: groupPhrase.With(
            ("group", group.Label), ("count", tally.Of(line.Leaning)), ("total", tally.Votes))));
        var ordered = perGroup.OrderBy(group => group.Label == onlyGroup ? 0 : 1).Select(group => group.Text);
        return onlyGroup is null
            ? string.Join(" · ", parts.Concat(ordered))
            : string.Join(" · ", ordered.Concat(parts));
    }
}
