using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

// What people become: members, speakers of a language, staff, linked, forgotten.
internal sealed partial class BatchWriter
{
    private async Task<Outcome> JoinAsync(Change.Join join, CancellationToken cancellationToken)
    {
        var participant = await IdentityTable.AdmitAsync(session, join.Account, join.At, cancellationToken);
        if (!await MembershipTable.UpsertAsync(session, participant, join, cancellationToken))
            throw Missing(join.Assembly);
        await ParticipantTable.SetCurrentAsync(session, participant, join.Assembly, cancellationToken);
        return new Outcome.Accepted(participant.Value);
    }

    private async Task<Outcome> SetLanguageAsync(Change.SetLanguage set, CancellationToken cancellationToken)
    {
        var participant = await IdentityTable.AdmitAsync(session, set.Account, set.At, cancellationToken);
        await ParticipantTable.SetLanguageAsync(session, participant, set.Language, cancellationToken);
        return new Outcome.Accepted(participant.Value);
    }

    private static async Task<Outcome> SetAsync(ParticipantId participant, Task<bool> isThere) =>
        await isThere ? new Outcome.Accepted(participant.Value) : throw Missing(participant);

    private async Task<Outcome> SetNewsAsync(Change.SetNews set, CancellationToken cancellationToken)
    {
        await MembershipTable.SetNewsAsync(session, set, cancellationToken);
        return new Outcome.Accepted(set.Participant.Value);
    }

    private async Task<Outcome> ForgetAsync(Change.Forget forget, CancellationToken cancellationToken)
    {
        if (!await ParticipantTable.ClearAsync(session, forget.Participant, cancellationToken))
            throw Missing(forget.Participant);

        var votes = forget.WithVotes ? await VoteTable.CastByAsync(session, forget.Participant, cancellationToken) : [];
        await IdentityTable.DeleteAsync(session, forget.Participant, cancellationToken);
        await MembershipTable.DeleteAsync(session, forget.Participant, cancellationToken);
        await LinkCodeTable.DeleteAsync(session, forget.Participant, cancellationToken);
        await ChannelTable.MoveLinksAsync(session, forget.Participant, to: null, cancellationToken);
        await OutboxTable.RefuseForParticipantAsync(session, forget.Participant, cancellationToken);
        if (forget.WithStatements)
            _hasChangedCatalogue |= await StatementTable.WithdrawAsync(session, forget.Participant, cancellationToken);
        foreach (var vote in votes)
        {
            var withdrawal = new Change.CastVote(vote.Assembly, forget.Participant, vote.Statement, null, forget.At);
            await CastAsideAsync(withdrawal, cancellationToken);
        }

        return new Outcome.Accepted(votes.Count);
    }

    private async Task<Outcome> IssueCodeAsync(Change.IssueCode issue, CancellationToken cancellationToken) =>
        await CodeTable.InsertAsync(session, issue, cancellationToken) ? new Outcome.Accepted(1) : new Outcome.Refused();

    private async Task<Outcome> RedeemCodeAsync(Change.RedeemCode redeem, CancellationToken cancellationToken)
    {
        if (await CodeTable.UseAsync(session, redeem, cancellationToken) is not { } role)
            return new Outcome.Refused();

        var participant = await IdentityTable.AdmitAsync(session, redeem.Account, redeem.At, cancellationToken);
        await ParticipantTable.RaiseRoleAsync(session, participant, role, cancellationToken);
        return new Outcome.Accepted(participant.Value);
    }

    private async Task<Outcome> IssueLinkCodeAsync(Change.IssueLinkCode issue, CancellationToken cancellationToken)
    {
        var participant = await IdentityTable.AdmitAsync(session, issue.Account, issue.At, cancellationToken);
        await LinkCodeTable.UpsertAsync(session, participant, issue, cancellationToken);
        return new Outcome.Accepted(participant.Value);
    }

    private async Task<Outcome> LinkAccountAsync(Change.LinkAccount link, CancellationToken cancellationToken)
    {
        var outcome = await new AccountLinker(session, CastAsideAsync).LinkAsync(link, cancellationToken);
        return outcome is Outcome.Accepted { Value: var participant } ? Catalogue(participant) : outcome;
    }
}
