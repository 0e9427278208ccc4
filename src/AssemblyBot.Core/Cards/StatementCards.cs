namespace AssemblyBot.Core.Cards;

/// <summary>The cards of voting. Pure.</summary>
internal static class StatementCards
{
    public const int VotesPerPage = 5;

    /// <summary>The next statement, with what the person can do about it.</summary>
    public static Card Ask(Visit visit, LiveAssembly assembly, StatementRecord statement, Ballot ballot)
    {
        var (p, settings) = (visit.Book.Voting, assembly.Settings);
        var (votable, voted) = Count(visit, assembly, ballot);
        var position = ballot.On(statement.Id) is null ? voted + 1 : voted;

        var blocks = new List<Block>
        {
            new Block.Note(p.Progress.With(
                ("title", settings.Title.In(visit.Language)), ("position", position), ("total", votable))),
            Quote(visit.Book, statement),
        };
        if (ballot.On(statement.Id) is { } stance)
            blocks.Add(new Block.Note(p.YourVote.With(("stance", NameOf(visit.Book, stance)))));
        if (ballot.Count == settings.InviteAfter && MayWrite(visit, assembly))
            blocks.Add(new Block.Note(p.InviteToWrite.With(("count", ballot.Count))));

        return new Card { Blocks = blocks, Rows = [Stances(visit, assembly, statement), Others(visit, assembly, statement, ballot)] };
    }

    /// <summary>How many statements the person can vote on, and on how many of them they did.</summary>
    private static (int Votable, int Voted) Count(Visit visit, LiveAssembly assembly, Ballot ballot)
    {
        var (votable, voted) = (0, 0);
        foreach (var statement in assembly.Statements)
        {
            if (statement.State != StatementState.Accepted || statement.Author == visit.Participant?.Id)
                continue;
            votable++;
            voted += ballot.On(statement.Id) is null ? 0 : 1;
        }

        return (votable, voted);
    }

    /// <summary>Nothing is left to vote on.</summary>
    public static Card AllDone(Visit visit, LiveAssembly assembly, Ballot ballot)
    {
        var p = visit.Book.Voting;
        var wantsNews = visit.Participant?.In(assembly.Id)?.WantsNews ?? false;
        var rows = new List<IReadOnlyList<Button>>();
        if (MayWrite(visit, assembly))
            rows.Add([new Button(visit.Book.Writing.Add, new CardAction.Write(assembly.Id), Tone.Main)]);
        rows.Add([new Button(wantsNews ? p.NoNews : p.WantNews, new CardAction.News(assembly.Id, !wantsNews))]);
        rows.Add(
        [
            new Button(p.MyVotes, new CardAction.MyVotes(assembly.Id, 0)),
            new Button(visit.Book.Summary.Button, new CardAction.ShowSummary(assembly.Id)),
        ]);

        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.AllDoneTitle),
                new Block.Paragraph(ballot.Count == 0 ? p.NothingToVoteOn : p.AllDone.With(("count", ballot.Count))),
                .. wantsNews ? [new Block.Note(p.NewsOn)] : Array.Empty<Block>(),
            ],
            Rows = rows,
        };
    }

    /// <summary>One page of a person's votes, the newest first.</summary>
    public static Card MyVotes(Visit visit, LiveAssembly assembly, Ballot ballot, int page)
    {
        var p = visit.Book.Voting;
        if (ballot.Count == 0)
            return JoiningCards.SayAndContinue(visit, p.NoVotesYet, assembly.Id);

        var pages = (ballot.Count + VotesPerPage - 1) / VotesPerPage;
        page = Math.Clamp(page, 0, pages - 1);
        var shown = Enumerable.Range(page * VotesPerPage, VotesPerPage)
            .Where(index => index < ballot.Count)
            .Select(index => ballot[ballot.Count - 1 - index])
            .Select(vote => (Statement: assembly.Find(vote.Statement), vote.Stance))
            .Where(vote => vote.Statement is not null)
            .ToArray();

        var turning = new List<Button>();
        if (page > 0)
            turning.Add(new Button(p.Newer, new CardAction.MyVotes(assembly.Id, page - 1)));
        if (page < pages - 1)
            turning.Add(new Button(p.Older, new CardAction.MyVotes(assembly.Id, page + 1)));

        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.MyVotesTitle),
                new Block.Note(p.MyVotesCount.With(("count", ballot.Count), ("page", page + 1), ("pages", pages))),
                .. shown.Select(vote => new Block.Tally(
                    vote.Statement!.Id.ToString(),
                    vote.Statement.Text.In(visit.Language),
                    p.YourVote.With(("stance", NameOf(visit.Book, vote.Stance))))),
                new Block.Note(p.MyVotesHow),
            ],
            Rows =
            [
                [.. shown.Select(vote => new Button(vote.Statement!.Id.ToString(), new CardAction.Open(assembly.Id, vote.Statement.Id)))],
                .. turning.Count > 0 ? [turning] : Array.Empty<IReadOnlyList<Button>>(),
                [new Button(visit.Book.Common.Continue, new CardAction.Next(assembly.Id), Tone.Main)],
            ],
        };
    }

    public static Block.Quote Quote(PhraseBook book, StatementRecord statement) => new(
        book.Common.StatementLabel.With(
            ("number", statement.Id.Number),
            ("author", statement.IsSeed ? book.Common.ByOrganiser : book.Common.ByParticipant)),
        statement.Text.In(book.Language));

    public static string NameOf(PhraseBook book, Stance stance) => stance switch
    {
        Stance.Agree => book.Common.Agree,
        Stance.Disagree => book.Common.Disagree,
        _ => book.Common.Pass,
    };

    public static bool MayWrite(Visit visit, LiveAssembly assembly) => assembly.Record.StageAt(visit.Now) == Stage.Open;

    private static IReadOnlyList<Button> Stances(Visit visit, LiveAssembly assembly, StatementRecord statement) =>
    [
        new(visit.Book.Common.Agree, new CardAction.Vote(assembly.Id, statement.Id, Stance.Agree), Tone.Positive),
        new(visit.Book.Common.Disagree, new CardAction.Vote(assembly.Id, statement.Id, Stance.Disagree), Tone.Negative),
        new(visit.Book.Common.Pass, new CardAction.Vote(assembly.Id, statement.Id, Stance.Pass)),
    ];

    private static List<Button> Others(Visit visit, LiveAssembly assembly, StatementRecord statement, Ballot ballot)
    {
        var others = new List<Button>();
        if (ballot.On(statement.Id) is not null)
            others.Add(new Button(visit.Book.Voting.Undo, new CardAction.Undo(assembly.Id, statement.Id)));
        else if (ballot.Count > 0)
            others.Add(new Button(visit.Book.Voting.Undo, new CardAction.Undo(assembly.Id, ballot[ballot.Count - 1].Statement)));
        if (MayWrite(visit, assembly))
            others.Add(new Button(visit.Book.Writing.Add, new CardAction.Write(assembly.Id)));
        return others;
    }
}
