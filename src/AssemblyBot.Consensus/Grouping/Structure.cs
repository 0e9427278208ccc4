using System.Runtime.Intrinsics;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>What the votes say beyond how each statement fared and how readily each person agrees.</summary>
/// <param name="Dimensions">Dimensions that say more than chance, up to four.</param>
/// <param name="Votes">The votes on which they were found, numbered canonically.</param>
/// <param name="Model">What is expected of a vote without groups.</param>
/// <param name="Loadings">What the residual of a vote on each canonical column adds to a place, one lane per dimension.</param>
/// <param name="Strength">What a vote says of its person in the first dimension: the spread of people as a share of the noise in a vote.</param>
/// <param name="IsReadiness">Whether all there is is how readily people agree, which makes groups only where it leaves a gap.</param>
internal sealed record Structure(int Dimensions, CanonicalVotes Votes, VoteModel Model, Vector256<double>[] Loadings, double Strength, bool IsReadiness)
{
    /// <summary>The dimension of how readily people agree, where it says more than chance and more than all others.</summary>
    public Structure? Readiness { get; init; }

    /// <summary>No structure, nothing looked at.</summary>
    public static Structure None { get; } = new(0, new CanonicalVotes(new Projection.VoteRows([0], [], 0), [], []), null!, [], 0, false);
}
