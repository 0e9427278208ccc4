namespace AssemblyBot.Terminal.Tests.Demo;

/// <summary>A small made-up assembly in memory that answers as the real desk does, for looking at and for the tests.</summary>
internal sealed class DemoDesk
{
    private static readonly AssemblyId Assembly = new(1);

    private static readonly string[] Statements =
    [
        "Whoever trains a model on public texts should give something back to the commons they come from.",
        "Authors should be asked before their works are used for training, even when that makes small models impossible.",
        "Las obras pagadas con dinero público deben poder usarse para entrenar modelos abiertos.",
        "A licence that forbids training is not a free licence. 🙂 👨‍👩‍👧‍👦",
        "يجب أن تكون بيانات التدريب متاحة للجميع",
    ];

    private readonly List<CardAction> _asked = [];
    private int _position;
    private bool _isWriting;

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<CardAction> Asked => _asked;

    /// <summary>Who asked last.</summary>
    public Person? Person { get; private set; }

    public Task<Card?> AnswerAsync(Request request, CancellationToken cancellationToken)
    {
        _asked.Add(request.Action);
        Person = request.Person;
        return Task.FromResult<Card?>(Answer(request.Action));
    }

    private Card Answer(CardAction action)
    {
        switch (action)
        {
            case CardAction.Start or CardAction.Language:
                return Welcome();
            case CardAction.Vote vote:
                _position++;
                return Ask() with { Notice = $"Your vote on #{vote.Statement.Number} is counted: {vote.Stance}." };
            case CardAction.Undo:
                _position = Math.Max(0, _position - 1);
                return Ask() with { Notice = "Taken back." };
            case CardAction.Write:
                _isWriting = true;
                return Writing();
            case CardAction.Say when _isWriting:
                _isWriting = false;
                return Ask() with { Notice = "Thank you. Your statement waits for a moderator; you will hear what became of it." };
            case CardAction.Say:
                return Ask() with { Notice = "Please choose one of the answers below." };
            case CardAction.ShowSummary:
                return Summary();
            case CardAction.Help:
                return Help();
            case CardAction.Stop:
                throw new InvalidOperationException("the desk fell over");
            default:
                _isWriting = false;
                return Ask();
        }
    }

    public static Card Welcome() => new()
    {
        Blocks =
        [
            new Block.Heading("AI and the commons"),
            new Block.Paragraph("How should generative AI be regulated so that the digital commons grow?"),
            new Block.Paragraph("Short statements come one at a time. Agree, disagree or pass; add your own when something is missing."),
            new Block.Note("Your votes are stored under a number, not under your name. What you write is published under CC BY 4.0. /stop ends it."),
        ],
        Rows =
        [
            [new Button("I agree to this", new CardAction.Consent(Assembly, 1), Tone.Main), new Button("No, thank you", new CardAction.Decline(Assembly))],
        ],
    };

    public Card Ask()
    {
        if (_position >= Statements.Length)
            return Done();
        var statement = new StatementId(_position + 7);
        return new Card
        {
            Blocks =
            [
                new Block.Note($"AI and the commons · {_position + 1} of {Statements.Length}"),
                new Block.Quote($"#{statement.Number} · written by {(_position % 2 == 0 ? "an organiser" : "a participant")}", Statements[_position]),
            ],
            Rows =
            [
                [
                    new Button("Agree", new CardAction.Vote(Assembly, statement, Stance.Agree), Tone.Positive),
                    new Button("Disagree", new CardAction.Vote(Assembly, statement, Stance.Disagree), Tone.Negative),
                    new Button("Pass", new CardAction.Vote(Assembly, statement, Stance.Pass)),
                ],
                [
                    new Button("Undo", new CardAction.Undo(Assembly, statement)),
                    new Button("Add a statement", new CardAction.Write(Assembly)),
                ],
            ],
        };
    }

    private static Card Writing() => new()
    {
        Blocks =
        [
            new Block.Heading("Your statement"),
            new Block.Paragraph("Write one idea in one sentence of at most 280 characters, so that somebody could agree or disagree with all of it."),
        ],
        Rows = [[new Button("Cancel", new CardAction.CancelWriting(Assembly))]],
    };

    private static Card Done() => new()
    {
        Blocks =
        [
            new Block.Heading("All done"),
            new Block.Paragraph("You have voted on everything there is. Thank you!"),
        ],
        Rows = [[new Button("Tell me when there is more", new CardAction.News(Assembly, true), Tone.Main), new Button("Summary", new CardAction.ShowSummary(Assembly))]],
    };

    public static Card Summary() => new()
    {
        Blocks =
        [
            new Block.Heading("AI and the commons: summary"),
            new Block.Paragraph("212 people have cast 5,312 votes on 61 statements."),
            new Block.Heading("What all groups agree on"),
            new Block.Tally("#7", Statements[0], "88% agree (176 of 200) · A 81% · B 94%"),
            new Block.Tally("#12", Statements[1], "71% agree (142 of 200) · A 70% · B 72%"),
            new Block.Heading("What divides them"),
            new Block.Tally("#3", Statements[3], "A: 80% agree (80 of 100) · B: 15% agree (15 of 100)"),
            new Block.Note("A statement enters at 20 votes. Groups follow from the votes alone."),
        ],
        Rows = [[new Button("Go on voting", new CardAction.Next(Assembly), Tone.Main)]],
        Stays = true,
    };

    private static Card Help() => new()
    {
        Blocks =
        [
            new Block.Heading("What can be done"),
            new Block.Paragraph("/vote: see the next statement"),
            new Block.Paragraph("/statement: add a statement"),
            new Block.Paragraph("/summary: see what people think so far"),
        ],
    };
}
