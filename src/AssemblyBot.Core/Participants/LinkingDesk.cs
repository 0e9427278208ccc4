namespace AssemblyBot.Core.Participants;

/// <summary>Makes several accounts of a person one participant.</summary>
internal sealed class LinkingDesk(Secretary secretary, IdentityVault vault, WrongCodes wrongCodes)
{
    /// <summary>Without a code: gives one. With one: uses it up.</summary>
    public Task<Card?> AnswerAsync(Visit visit, string? code, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(code) ? IssueAsync(visit, cancellationToken) : UseAsync(visit, code, cancellationToken);

    private async Task<Card?> IssueAsync(Visit visit, CancellationToken cancellationToken)
    {
        // Nothing is stored of a participant before consent, not even that they want to link.
        if (visit.Participant is null && visit.Role == Role.None)
            return JoiningCards.Say(visit.Book.Linking.NothingYet);

        var code = LinkCode.Create();
        var issue = new Change.IssueLinkCode(LinkCode.Hash(code), vault.Seal(visit.Person), visit.Now);

        // Nobody knows the code of the first delivery any more: a second one gets its own.
        if (await secretary.RecordAsync(visit, issue, cancellationToken) is Outcome.Duplicate)
            await secretary.RecordAsideAsync(issue, cancellationToken);
        return LinkingCards.Code(visit, code);
    }

    private async Task<Card?> UseAsync(Visit visit, string code, CancellationToken cancellationToken)
    {
        var (p, account) = (visit.Book.Linking, vault.Seal(visit.Person));
        if (!wrongCodes.MayTry(account.Hash, visit.Now))
            return JoiningCards.Say(p.TooMany.With(("minutes", (int)WrongCodes.Pause.TotalMinutes)));

        var link = new Change.LinkAccount(LinkCode.Hash(code), account, visit.Now);
        switch (await secretary.RecordAsync(visit, link, cancellationToken))
        {
            case Outcome.Refused { Value: 0 }:
                wrongCodes.Count(account.Hash, visit.Now);
                return JoiningCards.Say(p.Wrong.With(("minutes", (int)LinkCode.Lifetime.TotalMinutes)));
            case Outcome.Refused:
                return JoiningCards.Say(p.Same);
            default:
                return LinkingCards.Linked(visit);
        }
    }
}
