namespace AssemblyBot.Core.Cards;

/// <summary>The cards of writing statements. Pure.</summary>
internal static class WritingCards
{
    private const int MostShown = 10;

    /// <summary>The rules; the next text is the statement.</summary>
    public static Card Begin(Visit visit, LiveAssembly assembly)
    {
        var p = visit.Book.Writing;
        return new Card
        {
            Blocks = [.. Rules(visit, assembly), new Block.Paragraph(p.NowWrite)],
            Rows = [[new Button(visit.Book.Common.Cancel, new CardAction.CancelWriting(assembly.Id))]],
        };
    }

    /// <summary>The rules, and the form to write the statement into; <paramref name="typed"/> stands there already.</summary>
    public static Card BeginForm(Visit visit, LiveAssembly assembly, string typed)
    {
        var p = visit.Book.Writing;
        var field = new FormField(p.Title, "", IsLong: true, IsRequired: true, assembly.Settings.StatementLength);
        return new Card
        {
            Blocks = Rules(visit, assembly),
            Rows = FormRows(visit, assembly),
            Form = new Form(
                new CardAction.StatementForm(assembly.Id),
                p.Add,
                $"{p.Rules.With(("length", assembly.Settings.StatementLength))}\n\n{p.Licence.With(("licence", assembly.Settings.Licence))}",
                [field.With(typed)]),
        };
    }

    /// <summary>What was wrong; the next text is the statement still, or the form can be opened again.</summary>
    public static Card Retry(Visit visit, LiveAssembly assembly, string wrong) => visit.TakesForms
        ? new Card { Blocks = [new Block.Paragraph(wrong)], Rows = FormRows(visit, assembly) }
        : new Card
        {
            Blocks = [new Block.Paragraph(wrong), new Block.Note(visit.Book.Writing.NowWrite)],
            Rows =
            [
                [
                    new Button(visit.Book.Writing.Add, new CardAction.Write(assembly.Id)),
                    new Button(visit.Book.Common.Cancel, new CardAction.CancelWriting(assembly.Id)),
                ],
            ],
        };

    public static Card Added(Visit visit, LiveAssembly assembly, StatementId statement, StatementState state)
    {
        var p = visit.Book.Writing;
        var said = state == StatementState.Waiting ? p.Waits : p.Published;
        return JoiningCards.SayAndContinue(visit, said.With(("number", statement.Number)), assembly.Id);
    }

    public static Card Duplicate(Visit visit, LiveAssembly assembly, StatementId other)
    {
        var p = visit.Book.Writing;
        if (assembly.Find(other) is not { State: StatementState.Accepted } statement)
            return JoiningCards.SayAndContinue(visit, p.DuplicateWaiting.With(("number", other.Number)), assembly.Id);
        return new Card
        {
            Blocks = [new Block.Paragraph(p.Duplicate.With(("number", other.Number))), StatementCards.Quote(visit.Book, statement)],
            Rows = [[new Button(visit.Book.Commands.Vote, new CardAction.Open(assembly.Id, other), Tone.Main)]],
        };
    }

    public static Card NotAsked(Visit visit, LiveAssembly? assembly) => JoiningCards.Say(visit.Book.Writing.NotAsked) with
    {
        Rows =
        [
            [
                new Button(visit.Book.Common.Continue, new CardAction.Next(assembly?.Id), Tone.Main),
                new Button(visit.Book.Writing.Add, new CardAction.Write(assembly?.Id)),
            ],
        ],
    };

    public static Card MyStatements(Visit visit, IReadOnlyList<StatementRecord> mine) => new()
    {
        Blocks =
        [
            new Block.Heading(visit.Book.Writing.MyStatementsTitle),
            .. mine.Take(MostShown).Select(statement => new Block.Tally(
                statement.Id.ToString(), statement.Text.In(visit.Language), StateOf(visit.Book, statement))),
            .. mine.Count > MostShown
                ? [new Block.Note(visit.Book.Summary.AndMore.With(("count", mine.Count - MostShown)))]
                : Array.Empty<Block>(),
        ],
        Rows = [[new Button(visit.Book.Common.Continue, new CardAction.Next(null), Tone.Main)]],
    };

    /// <summary>To an author: what became of their statement.</summary>
    public static Card Decided(PhraseBook book, StatementRecord statement)
    {
        var p = book.Writing;
        var said = statement.State == StatementState.Accepted ? p.WasAccepted : p.WasRejected;
        return new Card
        {
            Blocks =
            [
                new Block.Paragraph(said.With(("number", statement.Id.Number))),
                new Block.Quote(statement.Id.ToString(), statement.Text.In(book.Language)),
                .. statement.State == StatementState.Rejected
                    ? [new Block.Paragraph(StateOf(book, statement))]
                    : Array.Empty<Block>(),
            ],
            Rows = [[new Button(book.Common.Continue, new CardAction.Next(statement.Assembly), Tone.Main)]],
            Stays = true,
            Language = book.Language,
        };
    }

    private static Block[] Rules(Visit visit, LiveAssembly assembly)
    {
        var p = visit.Book.Writing;
        return
        [
            new Block.Heading(p.Title),
            new Block.Paragraph(p.Rules.With(("length", assembly.Settings.StatementLength))),
            new Block.Note(p.Licence.With(("licence", assembly.Settings.Licence))),
        ];
    }

    private static IReadOnlyList<IReadOnlyList<Button>> FormRows(Visit visit, LiveAssembly assembly) =>
    [
        [
            new Button(visit.Book.Writing.Add, new CardAction.StatementForm(assembly.Id), Tone.Main),
            new Button(visit.Book.Common.Cancel, new CardAction.CancelWriting(assembly.Id)),
        ],
    ];

    private static string StateOf(PhraseBook book, StatementRecord statement) => statement switch
    {
        { State: StatementState.Accepted } => book.Writing.IsAccepted,
        { State: StatementState.Waiting } => book.Writing.IsWaiting,
        _ => book.Writing.IsRejected.With(
            ("reason", book.Writing.ReasonOf(statement.Reason ?? RejectionReason.OffTopic).ToString())),
    };
}
