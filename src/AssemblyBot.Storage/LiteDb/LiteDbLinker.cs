using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>Makes two accounts one participant; what that means for each thing that is stored, see <see cref="Change.LinkAccount"/>.</summary>
internal sealed class LiteDbLinker(LiteDbSession session, BatchVotes votes)
{
    public Outcome Link(Change.LinkAccount link)
    {
        if (LinkCodeCollection.OwnerOf(session, link.CodeHash, link.At - LinkCode.Lifetime) is not { } owner)
            return new Outcome.Refused();
        var joining = IdentityCollection.Find(session, link.Account.Hash);
        if (joining == owner)
            return new Outcome.Refused(owner.Value);

        LinkCodeCollection.Delete(session, owner);
        if (joining is { } other)
            Merge(other, owner, link.At);
        IdentityCollection.Point(session, link.Account, owner, link.At);
        return new Outcome.Accepted(owner.Value);
    }

    private void Merge(ParticipantId from, ParticipantId to, DateTimeOffset at)
    {
        session.ForgetMember(from);
        IdentityCollection.Move(session, from, to, at);
        StatementCollection.Move(session, from, to);
        ChannelCollection.MoveLinks(session, from, to);
        OutboxCollection.Move(session, from, to);
        LinkCodeCollection.Delete(session, from);
        var (given, owned) = (VoteCollection.CastBy(session, from), VoteCollection.CastBy(session, to));
        MergeRecords(from, to);
        MergeVotes(from, given, to, owned, at);
    }

    private void MergeRecords(ParticipantId from, ParticipantId to)
    {
        var gone = ParticipantCollection.Get(session, from)!;
        ParticipantCollection.Change(session, to, kept => kept with
        {
            Language = kept.Language ?? gone.Language,
            Current = kept.Current ?? gone.Current,
            Writing = null,
            Role = kept.Role > gone.Role ? kept.Role : gone.Role,
            Memberships =
            [
                .. kept.Memberships.Concat(gone.Memberships)
                    .GroupBy(membership => membership.Assembly)
                    .Select(same => same.Aggregate((one, other) => one.UnitedWith(other))),
            ],
        });
        ParticipantCollection.Clear(session, from);
    }

    private void MergeVotes(
        ParticipantId from, IReadOnlyList<CastBallot> given, ParticipantId to, IReadOnlyList<CastBallot> owned, DateTimeOffset at)
    {
        var written = StatementCollection.ByAuthor(session, to).ToHashSet();
        var kept = owned.ToDictionary(vote => (vote.Assembly, vote.Statement));
        foreach (var vote in given)
        {
            Cast(from, vote, null, at);
            var own = kept.GetValueOrDefault((vote.Assembly, vote.Statement));
            if (!written.Contains((vote.Assembly, vote.Statement)) && (own is null || vote.IsLaterThan(own)))
                Cast(to, vote, vote.Stance, vote.At);
        }

        foreach (var vote in kept.Values.Where(vote => written.Contains((vote.Assembly, vote.Statement))))
            Cast(to, vote, null, at);
    }

    private void Cast(ParticipantId participant, CastBallot vote, Stance? stance, DateTimeOffset at) =>
        votes.Append(new Change.CastVote(vote.Assembly, participant, vote.Statement, stance, at));
}
