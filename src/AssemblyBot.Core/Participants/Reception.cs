namespace AssemblyBot.Core.Participants;

/// <summary>Lets people in and out: join codes, consent, language, silence and being forgotten.</summary>
internal sealed class Reception(
    AssemblyHall hall, Usher usher, Secretary secretary, IdentityVault vault, PhraseBooks books, VotingBooth booth, Drafts drafts,
    IErasureList erasures)
{
    public Task<Card?> StartAsync(Visit visit, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            var open = hall.OpenAt(visit.Now);
            return open is [var only]
                ? EnterAsync(visit, only.Id, cancellationToken)
                : Task.FromResult<Card?>(JoiningCards.List(visit, open));
        }

        return hall.FindByCode(code.Trim()) is { } assembly
            ? EnterAsync(visit, assembly.Id, cancellationToken)
            : Task.FromResult<Card?>(Unfound(visit, code));
    }

    public Task<Card?> EnterAsync(Visit visit, AssemblyId assembly, CancellationToken cancellationToken) =>
        booth.NextAsync(visit, assembly, cancellationToken);

    public Card ListAssemblies(Visit visit) => JoiningCards.List(visit, hall.OpenAt(visit.Now));

    public async Task<Card?> ConsentAsync(Visit visit, CardAction.Consent consent, CancellationToken cancellationToken)
    {
        if (hall.Find(consent.Assembly) is not { } assembly)
            return JoiningCards.NoSuchAssembly(visit);
        if (assembly.Record.StageAt(visit.Now) is Stage.Draft or Stage.Closed || consent.Version != assembly.Settings.ConsentVersion)
            return usher.Admit(visit, assembly.Id).Obstacle ?? booth.Next(visit, assembly);
        if (Usher.HasConsented(visit, assembly))
            return await EnterAsync(visit, assembly.Id, cancellationToken);

        var account = vault.Seal(visit.Person);
        var outcome = await secretary.RecordAsync(
            visit, new Change.Join(assembly.Id, account, consent.Version, visit.Now), cancellationToken);
        var participant = new ParticipantId(outcome switch
        {
            Outcome.Accepted accepted => accepted.Value,
            Outcome.Duplicate duplicate => duplicate.Value,
            _ => throw new InvalidOperationException("joining is never refused"),
        });

        var language = visit.Participant is null && consent.ReadIn is { } chosen && books.Has(chosen) ? chosen : null;
        if (language is not null)
            await secretary.RecordAsideAsync(new Change.SetLanguage(account, language, visit.Now), cancellationToken);

        var book = language is null ? visit.Book : books.For(language);
        var member = visit with
        {
            Book = book,
            Participant = new ParticipantRecord
            {
                Id = participant,
                Language = language ?? visit.Participant?.Language,
                Current = assembly.Id,
                Memberships = [new Membership(assembly.Id, consent.Version, visit.Now, WantsNews: false)],
            },
        };
        return booth.Next(member, assembly) with { Notice = book.Joining.Welcome, Language = book.Language };
    }

    public static Card Decline(Visit visit, AssemblyId assembly) => JoiningCards.Say(visit.Book.Joining.Declined) with
    {
        Rows = [[new Button(visit.Book.Common.Back, new CardAction.Enter(assembly))]],
    };

    public async Task<Card?> SetLanguageAsync(Visit visit, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
            return JoiningCards.Languages(visit, books);

        var language = code.Trim().ToLowerInvariant();
        if (!books.Has(language))
        {
            return JoiningCards.Languages(visit, books) with
            {
                Notice = visit.Book.Joining.NoSuchLanguage.With(("code", code), ("codes", string.Join(", ", books.Languages))),
            };
        }

        // Nothing is stored of a participant before consent: until then the consent card's button carries the choice.
        var isKnown = visit.Participant is not null || visit.Role > Role.None;
        if (isKnown)
        {
            await secretary.RecordAsync(
                visit, new Change.SetLanguage(vault.Seal(visit.Person), language, visit.Now), cancellationToken);
        }

        var changed = visit with { Book = books.For(language), LanguageToKeep = isKnown ? null : language };
        var notice = changed.Book.Joining.LanguageSet.With(("language", changed.Book.Name));
        var next = usher.Find(changed, null) is { } assembly
            ? usher.Admit(changed, assembly.Id).Obstacle ?? booth.Next(changed, assembly)
            : JoiningCards.Say(notice);
        return next with { Notice = notice, Language = language };
    }

    public async Task<Card?> StopAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (visit.Participant is { } participant)
        {
            await secretary.RecordAsync(visit, new Change.SetNews(participant.Id, null, false), cancellationToken);
            if (participant.Writing is not null)
                await secretary.RecordAsideAsync(new Change.SetWriting(participant.Id, null), cancellationToken);
        }

        return JoiningCards.SayAndContinue(visit, visit.Book.Joining.Stopped);
    }

    public async Task<Card?> ForgetAsync(Visit visit, CardAction.Forget forget, CancellationToken cancellationToken)
    {
        if (visit.Participant is not { } participant)
            return JoiningCards.Say(visit.Book.Joining.NothingToForget);
        if (forget.WithVotes is not { } withVotes)
            return JoiningCards.Forget(visit, hasWritten: hall.All.Any(assembly => HasWritten(assembly, participant.Id)));

        // First the list: a backup that is restored after what follows must not bring the person back.
        drafts.Forget(visit);
        var accounts = await secretary.AccountsOfAsync(participant.Id, cancellationToken);
        var erasure = new Erasure([.. accounts.Select(account => account.Hash)], withVotes, forget.WithStatements, visit.Now);
        await erasures.AddAsync(erasure, cancellationToken);
        await secretary.RecordAsync(visit, erasure.Of(participant.Id), cancellationToken);
        return JoiningCards.Say(visit.Book.Joining.Forgotten);
    }

    public async Task<Card?> ClaimAsync(Visit visit, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
            return JoiningCards.Say(visit.Book.Joining.ClaimHow);

        var outcome = await secretary.RecordAsync(
            visit, new Change.RedeemCode(SetupCode.Hash(code), vault.Seal(visit.Person), visit.Now), cancellationToken);
        if (outcome is Outcome.Refused)
            return JoiningCards.Say(visit.Book.Joining.ClaimWrong);

        var role = await secretary.RoleOfAsync(vault.Hash(visit.Person), cancellationToken);
        return JoiningCards.Help(visit with { Role = role }) with
        {
            Notice = role == Role.Organiser ? visit.Book.Joining.ClaimedOrganiser : visit.Book.Joining.ClaimedModerator,
        };
    }

    public static Card Help(Visit visit) => JoiningCards.Help(visit);

    public static Card OldButton(Visit visit) => JoiningCards.SayAndContinue(visit, visit.Book.Common.OldButton);

    public static Card UnknownCommand(Visit visit) => JoiningCards.Say(visit.Book.Common.UnknownCommand);

    /// <summary>In a channel: the way in.</summary>
    public Card Invite(Visit visit, string? code)
    {
        var linked = hall.Channels.FirstOrDefault(channel => channel.Address == visit.Channel);
        var assembly = (code is null ? null : hall.FindByCode(code))
            ?? (linked is null ? usher.Find(visit with { Participant = null }, null) : hall.Find(linked.Assembly));
        return assembly is null
            ? JoiningCards.Say(visit.Book.Joining.NothingOpen) with { Audience = Audience.Everyone, Stays = true }
            : JoiningCards.Invitation(visit.Book, assembly);
    }

    /// <summary>In a channel: that what was asked for is answered in private.</summary>
    public Card InPrivate(Visit visit)
    {
        var invitation = Invite(visit, null);
        return invitation with { Blocks = [new Block.Paragraph(visit.Book.Common.InPrivate)] };
    }

    private static bool HasWritten(LiveAssembly assembly, ParticipantId author) =>
        assembly.Statements.Any(statement => statement.Author == author && statement.State != StatementState.Withdrawn);

    private Card Unfound(Visit visit, string code)
    {
        var open = hall.OpenAt(visit.Now);
        var list = JoiningCards.List(visit, open);
        var shown = code.Length > 64 ? $"{code[..64]}…" : code;
        return list with { Blocks = [new Block.Paragraph(visit.Book.Joining.NoSuchCode.With(("code", shown))), .. list.Blocks] };
    }
}
