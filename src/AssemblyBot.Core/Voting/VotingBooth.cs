namespace AssemblyBot.Core.Voting;

/// <summary>Takes votes and brings the next statement.</summary>
internal sealed class VotingBooth(Usher usher, Secretary secretary, StatementPicker picker)
{
    public async Task<Card?> CastAsync(Visit visit, CardAction.Vote vote, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, vote.Assembly);
        if (assembly is null)
            return obstacle;
        if (assembly.Find(vote.Statement) is not { State: StatementState.Accepted })
            return Next(visit, assembly) with { Notice = visit.Book.Voting.NotVotable };

        var before = BallotOf(visit, assembly).On(vote.Statement);
        var outcome = await secretary.RecordAsync(
            visit,
            new Change.CastVote(assembly.Id, visit.Participant!.Id, vote.Statement, vote.Stance, visit.Now),
            cancellationToken);

        if (outcome is Outcome.Refused)
            return JoiningCards.SayAndContinue(visit, visit.Book.Common.OldButton, assembly.Id);

        // An old delivery that comes again changes nothing, and must not claim to when another vote has taken its place.
        if (outcome is Outcome.Duplicate && BallotOf(visit, assembly).On(vote.Statement) != vote.Stance)
            return Next(visit, assembly);
        var said = before is null || before == vote.Stance ? visit.Book.Voting.Counted : visit.Book.Voting.Changed;
        return Next(visit, assembly) with { Notice = said.With(("stance", StatementCards.NameOf(visit.Book, vote.Stance))) };
    }

    public async Task<Card?> UndoAsync(Visit visit, CardAction.Undo undo, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, undo.Assembly);
        if (assembly is null)
            return obstacle;
        if (assembly.Find(undo.Statement) is not { } statement)
            return JoiningCards.SayAndContinue(visit, visit.Book.Voting.NotVotable, assembly.Id);
        if (BallotOf(visit, assembly).On(undo.Statement) is null)
        {
            var current = statement.State == StatementState.Accepted ? Ask(visit, assembly, statement) : Next(visit, assembly);
            return current with { Notice = visit.Book.Voting.NothingToUndo };
        }

        var outcome = await secretary.RecordAsync(
            visit,
            new Change.CastVote(assembly.Id, visit.Participant!.Id, undo.Statement, null, visit.Now),
            cancellationToken);
        if (outcome is Outcome.Refused)
            return JoiningCards.SayAndContinue(visit, visit.Book.Common.OldButton, assembly.Id);

        var card = statement.State == StatementState.Accepted ? Ask(visit, assembly, statement) : Next(visit, assembly);
        return card with { Notice = visit.Book.Voting.TakenBack };
    }

    public async Task<Card?> NextAsync(Visit visit, AssemblyId? asked, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, asked);
        if (assembly is null)
            return obstacle;
        if (visit.Participant!.Current != assembly.Id)
            await secretary.RecordAsideAsync(new Change.SetCurrent(visit.Participant.Id, assembly.Id), cancellationToken);
        return Next(visit, assembly);
    }

    public Task<Card?> OpenAsync(Visit visit, CardAction.Open open, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, open.Assembly);
        if (assembly is null)
            return Task.FromResult(obstacle);
        return Task.FromResult<Card?>(assembly.Find(open.Statement) is { State: StatementState.Accepted } statement
            ? Ask(visit, assembly, statement)
            : JoiningCards.SayAndContinue(visit, visit.Book.Voting.NotVotable, assembly.Id));
    }

    public Task<Card?> MyVotesAsync(Visit visit, CardAction.MyVotes asked, CancellationToken cancellationToken)
    {
        if (usher.Find(visit, asked.Assembly) is not { } assembly || visit.Participant?.In(assembly.Id) is null)
            return Task.FromResult<Card?>(JoiningCards.SayAndContinue(visit, visit.Book.Voting.NoVotesYet));
        return Task.FromResult<Card?>(StatementCards.MyVotes(visit, assembly, BallotOf(visit, assembly), asked.Page));
    }

    public async Task<Card?> SetNewsAsync(Visit visit, CardAction.News news, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, news.Assembly);
        if (assembly is null)
            return obstacle;

        await secretary.RecordAsync(
            visit, new Change.SetNews(visit.Participant!.Id, assembly.Id, news.Wanted), cancellationToken);
        var membership = visit.Participant.In(assembly.Id)! with { WantsNews = news.Wanted };
        var changed = visit with { Participant = visit.Participant with { Memberships = [membership] } };
        return Next(changed, assembly) with { Notice = news.Wanted ? visit.Book.Voting.NewsOn : visit.Book.Voting.NewsOff };
    }

    /// <summary>The next statement, or that there is none.</summary>
    public Card Next(Visit visit, LiveAssembly assembly)
    {
        var ballot = BallotOf(visit, assembly);
        return picker.Choose(assembly, visit.Participant!.Id, ballot) is { } statement
            ? StatementCards.Ask(visit, assembly, statement, ballot)
            : StatementCards.AllDone(visit, assembly, ballot);
    }

    private static Card Ask(Visit visit, LiveAssembly assembly, StatementRecord statement) =>
        StatementCards.Ask(visit, assembly, statement, BallotOf(visit, assembly));

    private static Ballot BallotOf(Visit visit, LiveAssembly assembly) => assembly.Votes.Of(visit.Participant!.Id);
}
