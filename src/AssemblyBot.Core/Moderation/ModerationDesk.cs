namespace AssemblyBot.Core.Moderation;

/// <summary>Shows moderators what waits, and records what they decide.</summary>
internal sealed class ModerationDesk(AssemblyHall hall, Usher usher, Secretary secretary)
{
    public Card Queue(Visit visit, string? number)
    {
        if (!visit.MayModerate)
            return NotAllowed(visit);
        return string.IsNullOrWhiteSpace(number) ? First(visit, after: null) : One(visit, number.Trim().TrimStart('#'));
    }

    public Card Skip(Visit visit, CardAction.Skip skip) =>
        visit.MayModerate ? First(visit, (skip.Assembly, skip.Statement)) : NotAllowed(visit);

    public Task<Card?> AcceptAsync(Visit visit, CardAction.Accept accept, CancellationToken cancellationToken) =>
        DecideAsync(visit, accept.Assembly, accept.Statement, StatementState.Accepted, null, cancellationToken);

    public Task<Card?> RejectAsync(Visit visit, CardAction.Reject reject, CancellationToken cancellationToken)
    {
        if (!visit.MayModerate)
            return Task.FromResult<Card?>(NotAllowed(visit));
        if (reject.Reason is { } reason)
            return DecideAsync(visit, reject.Assembly, reject.Statement, StatementState.Rejected, reason, cancellationToken);
        return Task.FromResult<Card?>(hall.Find(reject.Assembly)?.Find(reject.Statement) is { } statement
            ? ModerationCards.Reasons(visit, statement)
            : First(visit, after: null));
    }

    private async Task<Card?> DecideAsync(
        Visit visit,
        AssemblyId assembly,
        StatementId number,
        StatementState state,
        RejectionReason? reason,
        CancellationToken cancellationToken)
    {
        if (!visit.MayModerate)
            return NotAllowed(visit);
        if (hall.Find(assembly)?.Find(number) is not { } statement)
            return First(visit, after: null);

        var p = visit.Book.Moderating;
        if (statement.State == StatementState.Withdrawn)
            return ModerationCards.Withdrawn(visit, statement);
        if (statement.State == state)
            return First(visit, after: null) with { Notice = p.DecidedAlready.With(("number", number.Number)) };

        var decision = new Change.Decide(
            assembly, number, statement.State, state, reason, visit.Participant?.Id, visit.Now)
        {
            News = statement.Author is { } author ? NewsFor(author, statement, state, visit.Now) : null,
        };
        var outcome = await secretary.RecordAsync(visit, decision, cancellationToken);

        var said = outcome is not Outcome.Accepted ? p.DecidedAlready : state == StatementState.Accepted ? p.Accepted : p.Rejected;
        return First(visit, after: null) with { Notice = said.With(("number", number.Number)) };
    }

    private Card First(Visit visit, (AssemblyId Assembly, StatementId Statement)? after)
    {
        var waiting = hall.All
            .SelectMany(assembly => assembly.Waiting.Select(statement => (Assembly: assembly, Statement: statement)))
            .ToArray();
        if (waiting.Length == 0)
            return JoiningCards.SayAndContinue(visit, visit.Book.Moderating.QueueEmpty);

        var at = after is { } last
            ? Array.FindIndex(waiting, next => IsAfter(next.Statement, last)) is var found and >= 0 ? found : 0
            : 0;
        return ModerationCards.Waiting(visit, waiting[at].Assembly, waiting[at].Statement, waiting.Length);
    }

    /// <summary>A statement by its number, decided or not: a decision can be changed.</summary>
    private Card One(Visit visit, string number)
    {
        var assembly = usher.Find(visit, null);
        return int.TryParse(number, out var parsed) && assembly?.Find(new StatementId(parsed)) is { } statement
            ? ModerationCards.Decided(visit, assembly, statement)
            : JoiningCards.Say(visit.Book.Moderating.NoSuchStatement);
    }

    private static bool IsAfter(StatementRecord next, (AssemblyId Assembly, StatementId Statement) last) =>
        next.Assembly.Value > last.Assembly.Value
        || (next.Assembly == last.Assembly && next.Id.Number > last.Statement.Number);

    private static Card NotAllowed(Visit visit) => JoiningCards.Say(visit.Book.Common.NotAllowed);

    private static Post NewsFor(ParticipantId author, StatementRecord statement, StatementState state, DateTimeOffset at) => new()
    {
        Key = $"decided:{statement.Assembly.Value}:{statement.Id.Number}:{state}:{at.ToUnixTimeMilliseconds()}",
        Assembly = statement.Assembly,
        Participant = author,
        Message = new Message.StatementDecided(statement.Id, state),
    };
}
