namespace AssemblyBot.Terminal.Tests.Cards;

/// <summary>Cards that the tests draw.</summary>
internal static class CardsToShow
{
    private static readonly AssemblyId Assembly = new(1);
    private static readonly StatementId Statement = new(7);

    public static Card Question(string statement = "Whoever trains a model on public texts should give something back to the commons.") => new()
    {
        Blocks =
        [
            new Block.Note("AI and the commons · 7 of 40"),
            new Block.Quote("#7 · written by a participant", statement),
        ],
        Rows =
        [
            [
                new Button("Agree", new CardAction.Vote(Assembly, Statement, Stance.Agree), Tone.Positive),
                new Button("Disagree", new CardAction.Vote(Assembly, Statement, Stance.Disagree), Tone.Negative),
                new Button("Pass", new CardAction.Vote(Assembly, Statement, Stance.Pass)),
            ],
            [
                new Button("Undo", new CardAction.Undo(Assembly, Statement)),
                new Button("Add a statement", new CardAction.Write(Assembly), Tone.Main),
            ],
        ],
    };

    public static Card Summary() => new()
    {
        Blocks =
        [
            new Block.Heading("Summary"),
            new Block.Paragraph("212 people have cast 5,312 votes on 61 statements."),
            new Block.Paragraph("They fall into 2 groups."),
            new Block.Heading("What all groups agree on"),
            new Block.Tally("#7", "Texts are given back to the commons.", "88% agree (176 of 200)"),
            new Block.Tally("#12", "Authors are asked before their works are used.", "71% agree (142 of 200)"),
            new Block.Note("A statement enters at 20 votes."),
        ],
        Rows = [[new Button("Go on voting", new CardAction.Next(Assembly), Tone.Main)]],
    };

    public static IReadOnlyList<Button> Choices(this Card card) => [.. card.Rows.SelectMany(row => row)];
}
