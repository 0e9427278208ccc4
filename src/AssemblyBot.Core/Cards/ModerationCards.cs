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
                [
                    new Button(p.Accept, new CardAction.Accept(assembly.Id, statement.Id), Tone.Positive),
                    new Button(p.Reject, new CardAction.Reject(assembly.Id, statement.Id, null), Tone.Negative),
                ],
                .. count > 1
                    ? [[new Button(p.Skip, new CardAction.Skip(assembly.Id, statement.Id))]]
                    : Array.Empty<IReadOnlyList<Button>>(),
            ],
        };
    }

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
}
