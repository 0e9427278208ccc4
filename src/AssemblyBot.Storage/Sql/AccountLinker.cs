using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

/// <summary>Makes two accounts one participant; what that means for each thing that is stored, see <see cref="Change.LinkAccount"/>.</summary>
/// <param name="session">The transaction it happens in.</param>
/// <param name="castVote">Writes the event.</param>
internal sealed class AccountLinker(SqlSession session, Func<Change.CastVote, CancellationToken, Task> castVote)
{
    public async Task<Outcome> LinkAsync(Change.LinkAccount link, CancellationToken cancellationToken)
    {
        var oldest = link.At - LinkCode.Lifetime;
        if (await LinkCodeTable.OwnerAsync(session, link.CodeHash, oldest, cancellationToken) is not { } owner)
            return new Outcome.Refused();
        var joining = await IdentityTable.FindAsync(session, link.Account, cancellationToken);
        if (joining == owner)
            return new Outcome.Refused(owner.Value);

        await LinkCodeTable.DeleteAsync(session, owner, cancellationToken);
        if (joining is { } other)
            await MergeAsync(other, owner, link.At, cancellationToken);
        await IdentityTable.PointAsync(session, link.Account, owner, link.At, cancellationToken);
        return new Outcome.Accepted(owner.Value);
    }

    private async Task MergeAsync(ParticipantId from, ParticipantId to, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await IdentityTable.MoveAsync(session, from, to, at, cancellationToken);
        await StatementTable.MoveAsync(session, from, to, cancellationToken);
        await ChannelTable.MoveLinksAsync(session, from, to, cancellationToken);
        await OutboxTable.MoveAsync(session, from, to, cancellationToken);
        await LinkCodeTable.DeleteAsync(session, from, cancellationToken);
        var (given, own) = (await VoteTable.CastByAsync(session, from, cancellationToken), await VoteTable.CastByAsync(session, to, cancellationToken));
        await MergeRecordsAsync(from, to, cancellationToken);
        await MergeVotesAsync(from, given, to, own, at, cancellationToken);
    }

    private async Task MergeRecordsAsync(ParticipantId from, ParticipantId to, CancellationToken cancellationToken)
    {
        var gone = (await ParticipantTable.GetAsync(session, from, cancellationToken))!;
        var kept = (await ParticipantTable.GetAsync(session, to, cancellationToken))!;
        foreach (var membership in gone.Memberships)
        {
            var united = kept.In(membership.Assembly) is { } own ? own.UnitedWith(membership) : membership;
            await MembershipTable.ReplaceAsync(session, to, united, cancellationToken);
        }

        await ParticipantTable.UniteAsync(
            session,
            to,
            kept.Language ?? gone.Language,
            kept.Current ?? gone.Current,
            kept.Role > gone.Role ? kept.Role : gone.Role,
            cancellationToken);
        await MembershipTable.DeleteAsync(session, from, cancellationToken);
        await ParticipantTable.ClearAsync(session, from, cancellationToken);
    }

    private async Task MergeVotesAsync(
        ParticipantId from,
        IReadOnlyList<CastBallot> given,
        ParticipantId to,
        IReadOnlyList<CastBallot> owned,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var written = (await StatementTable.ByAuthorAsync(session, to, cancellationToken)).ToHashSet();
        var kept = owned.ToDictionary(vote => (vote.Assembly, vote.Statement));

        foreach (var vote in given)
        {
            await CastAsync(from, vote, null, at, cancellationToken);
            var own = kept.GetValueOrDefault((vote.Assembly, vote.Statement));
            if (!written.Contains((vote.Assembly, vote.Statement)) && (own is null || vote.IsLaterThan(own)))
                await CastAsync(to, vote, vote.Stance, vote.At, cancellationToken);
        }

        foreach (var vote in kept.Values.Where(vote => written.Contains((vote.Assembly, vote.Statement))))
            await CastAsync(to, vote, null, at, cancellationToken);
    }

    private Task CastAsync(
        ParticipantId participant, CastBallot vote, Stance? stance, DateTimeOffset at, CancellationToken cancellationToken) =>
        castVote(new Change.CastVote(vote.Assembly, participant, vote.Statement, stance, at), cancellationToken);
}
