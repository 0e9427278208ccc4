namespace AssemblyBot.Core.Statements;

/// <summary>Takes new statements and tells their authors what became of them.</summary>
internal sealed class WritingDesk(AssemblyHall hall, Usher usher, Secretary secretary, VotingBooth booth, Drafts drafts)
{
    public async Task<Card?> BeginAsync(Visit visit, AssemblyId? asked, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, asked);
        if (assembly is null)
            return obstacle;
        if (!StatementCards.MayWrite(visit, assembly))
            return JoiningCards.SayAndContinue(visit, visit.Book.Writing.Closed, assembly.Id);

        if (visit.TakesForms)
            return WritingCards.BeginForm(visit, assembly, drafts.Of(visit, new CardAction.StatementForm(assembly.Id)).FirstOrDefault(""));

        await secretary.RecordAsync(visit, new Change.SetWriting(visit.Participant!.Id, assembly.Id), cancellationToken);
        return WritingCards.Begin(visit, assembly);
    }

    /// <summary>Adds what was typed into a form.</summary>
    public Task<Card?> FillAsync(
        Visit visit, CardAction.StatementForm form, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        AddAsync(visit, form.Assembly, values.FirstOrDefault(""), cancellationToken);

    public async Task<Card?> CancelAsync(Visit visit, AssemblyId asked, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, asked);
        drafts.Drop(visit, new CardAction.StatementForm(asked));
        if (visit.Participant is { Writing: not null } participant)
            await secretary.RecordAsync(visit, new Change.SetWriting(participant.Id, null), cancellationToken);
        return assembly is null ? obstacle : booth.Next(visit, assembly) with { Notice = visit.Book.Writing.Cancelled };
    }

    public Task<Card?> HearAsync(Visit visit, string text, CancellationToken cancellationToken)
    {
        if (visit.Participant is null)
            return Task.FromResult<Card?>(usher.Admit(visit, null).Obstacle ?? JoiningCards.Say(visit.Book.Writing.NotAsked));
        return visit.Participant.Writing is { } assembly
            ? AddAsync(visit, assembly, text, cancellationToken)
            : Task.FromResult<Card?>(WritingCards.NotAsked(visit, usher.Find(visit, null)));
    }

    public Task<Card?> AddAsync(Visit visit, string text, CancellationToken cancellationToken) =>
        AddAsync(visit, null, text, cancellationToken);

    public Task<Card?> MyStatementsAsync(Visit visit, CancellationToken cancellationToken)
    {
        var mine = hall.All
            .SelectMany(assembly => assembly.Statements.Where(statement => IsBy(visit, statement)))
            .OrderByDescending(statement => statement.CreatedAt)
            .ToArray();
        return Task.FromResult<Card?>(mine.Length == 0
            ? JoiningCards.SayAndContinue(visit, visit.Book.Writing.NoStatementsYet)
            : WritingCards.MyStatements(visit, mine));
    }

    private async Task<Card?> AddAsync(Visit visit, AssemblyId? asked, string typed, CancellationToken cancellationToken)
    {
        var (assembly, obstacle) = usher.Admit(visit, asked);
        if (assembly is null)
            return obstacle;
        var p = visit.Book.Writing;
        if (!StatementCards.MayWrite(visit, assembly))
            return JoiningCards.SayAndContinue(visit, p.Closed, assembly.Id);

        var text = StatementText.Clean(typed);
        var (length, limit) = (StatementText.LengthOf(text), assembly.Settings.StatementLength);
        if (StatementText.IsEmpty(text))
            return WritingCards.Retry(visit, assembly, p.Empty);
        if (length > limit || text.Length > limit * StatementText.MostUnitsPerCharacter)
        {
            if (visit.TakesForms)
                drafts.Keep(visit, new CardAction.StatementForm(assembly.Id), [text]);
            return WritingCards.Retry(visit, assembly, p.TooLong.With(("length", Math.Max(length, limit + 1)), ("limit", limit)));
        }

        drafts.Drop(visit, new CardAction.StatementForm(assembly.Id));
        var state = assembly.Settings.Moderation == ModerationPolicy.Before ? StatementState.Waiting : StatementState.Accepted;
        var outcome = await secretary.RecordAsync(
            visit,
            new Change.AddStatement(
                assembly.Id,
                visit.Participant!.Id,
                LocalText.Of(visit.Language, text),
                StatementText.FingerprintOf(text),
                state,
                visit.Now),
            cancellationToken);
        return outcome switch
        {
            Outcome.Refused { Value: var number } => WritingCards.Duplicate(visit, assembly, new StatementId((int)number)),
            Outcome.Accepted { Value: var number } => WritingCards.Added(visit, assembly, new StatementId((int)number), state),
            _ => booth.Next(visit, assembly),
        };
    }

    private static bool IsBy(Visit visit, StatementRecord statement) =>
        statement.Author is { } author && author == visit.Participant?.Id;
}
