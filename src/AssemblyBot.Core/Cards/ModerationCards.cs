namespace AssemblyBot.Core.Cards;

/// <summary>The cards of moderators. Pure.</summary>
internal static class ModerationCards
{
    /// <summary>A statement that waits; nothing on it says who wrote it.</summary>
    public static Card Waiting(Visit visit, LiveAssembly assembly, StatementRecord statement, int count)
    {
        var p = visit.Book.Moderating;
        return new Card
        {
            Blocks =
            [
                new Block.Note(p.QueueTitle.With(("title", assembly.Settings.Title.In(visit.Language)), ("count", count))),
                new Block.Quote(statement.Id.ToString(), statement.Text.In(visit.Language)),
            ],
            Rows =
            [
                [Accept(visit, statement), Reject(visit, statement)],
                .. count > 1
                    ? [[new Button(p.Skip, new CardAction.Skip(assembly.Id, statement.Id))]]
                    : Array.Empty<IReadOnlyList<Button>>(),
            ],
        };
    }

    /// <summary>A statement whatever its state, with the decisions that would change it.</summary>
    public static Card Decided(Visit visit, LiveAssembly assembly, StatementRecord statement)
    {
        var p = visit.Book.Moderating;
        if (statement.State == StatementState.Waiting)
            return Waiting(visit, assembly, statement, assembly.Waiting.Count());
        if (statement.State == StatementState.Withdrawn)
            return Withdrawn(visit, statement);

        var isAccepted = statement.State == StatementState.Accepted;
        return new Card
        {
            Blocks =
            [
                StatementCards.Quote(visit.Book, statement),
                new Block.Note(isAccepted ? p.IsAccepted : p.IsRejected),
            ],
            Rows = [[isAccepted ? Reject(visit, statement) : Accept(visit, statement)]],
        };
    }

    /// <summary>A statement that its author took back: there is nothing left to decide.</summary>
    public static Card Withdrawn(Visit visit, StatementRecord statement) => new()
    {
        Blocks = [StatementCards.Quote(visit.Book, statement), new Block.Note(visit.Book.Moderating.IsWithdrawn)],
    };

    /// <summary>The reasons to choose from; the author will read the one chosen.</summary>
    public static Card Reasons(Visit visit, StatementRecord statement) => new()
    {
        Blocks =
        [
            new Block.Quote(statement.Id.ToString(), statement.Text.In(visit.Language)),
            new Block.Paragraph(visit.Book.Moderating.WhyReject),
        ],
        Rows =
        [
            .. Enum.GetValues<RejectionReason>().Select(reason => (IReadOnlyList<Button>)
            [
                new Button(visit.Book.Writing.ReasonOf(reason), new CardAction.Reject(statement.Assembly, statement.Id, reason)),
            ]),
            [new Button(visit.Book.Common.Back, new CardAction.Queue())],
        ],
    };

    private static Button Accept(Visit visit, StatementRecord statement) => new(
        visit.Book.Moderating.Accept, new CardAction.Accept(statement.Assembly, statement.Id), Tone.Positive);

    private static Button Reject(Visit visit, StatementRecord statement) => new(
        visit.Book.Moderating.Reject, new CardAction.Reject(statement.Assembly, statement.Id, null), Tone.Negative);
}
