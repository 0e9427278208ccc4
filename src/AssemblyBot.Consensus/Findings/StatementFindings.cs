using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Findings;

/// <summary>Puts together what is known of each statement.</summary>
internal static class StatementFindings
{
    /// <summary>One finding per column; <paramref name="counts"/> is empty when there are no groups, <paramref name="bridging"/> when there is no score.</summary>
    public static StatementFinding[] Write(VoteMatrix votes, Centre centre, PrincipalComponents components, int[][] counts, BridgingScores? bridging, ConsensusOptions options)
    {
        var (x, y) = StatementMap.Project(centre, components);
        var findings = new StatementFinding[votes.StatementCount];
        Parallel.For(0, findings.Length, new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads }, j =>
            findings[j] = Write(votes, j, centre, components, (x[j], y[j]), counts, options) with
            {
                Bridging = bridging?.Intercepts[j] ?? 0,
                BridgingFactor = bridging?.Factors[j] ?? 0,
            });

        return CorrectedTests.Enter(findings);
    }

    private static StatementFinding Write(VoteMatrix votes, int j, Centre centre, PrincipalComponents components, (double X, double Y) place, int[][] counts, ConsensusOptions options)
    {
        var at = j << VoteMatrix.StanceBits;
        var (disagrees, passes, agrees) = (votes.Counts[at], votes.Counts[at + 1], votes.Counts[at + 2]);
        var seen = agrees + disagrees + passes;
        var groups = GroupStatistics.Compare(counts, j, options.Significance);
        GroupFinding[] all = groups.Length > 0 ? groups : GroupStatistics.Compare([votes.Counts], j, options.Significance);
        var consensus = Product(all, group => group.AgreeShare);
        var disagreement = Product(all, group => group.DisagreeShare);
        var extremity = Math.Sqrt((place.X * place.X) + (place.Y * place.Y));
        return new StatementFinding
        {
            Statement = votes.Statements[j],
            ModeratedOut = votes.ModeratedOut[j],
            Meta = votes.Meta[j],
            Agrees = agrees,
            Disagrees = disagrees,
            Passes = passes,
            AgreeShare = Tests.Share(agrees, seen),
            DisagreeShare = Tests.Share(disagrees, seen),
            AgreeTest = Tests.OneProportion(agrees, seen),
            DisagreeTest = Tests.OneProportion(disagrees, seen),
            Center = centre.Means[j],
            LoadingX = components.First[j],
            LoadingY = components.Second[j],
            FurtherLoadings = [.. components.Loadings.Skip(2).Select(component => component[j])],
            X = place.X,
            Y = place.Y,
            Priority = Priorities.Of(all.Sum(group => group.Agrees), all.Sum(group => group.Passes), all.Sum(group => group.Seen), extremity, votes.Meta[j]),
            GroupAwareConsensus = consensus,
            GroupAwareDisagreement = disagreement,
            GroupAwareConsensusMean = Math.Pow(consensus, 1.0 / all.Length),
            GroupAwareDisagreementMean = Math.Pow(disagreement, 1.0 / all.Length),
            SmallestAgreement = all.Min(group => group.AgreeShare),
            SmallestDisagreement = all.Min(group => group.DisagreeShare),
            AgreementBound = all.Min(group => group.AgreeBound),
            DisagreementBound = all.Min(group => group.DisagreeBound),
            ByGroup = groups,
        };
    }

    /// <summary>From the smallest factor on, so that it does not depend on the order of the groups.</summary>
    private static double Product(GroupFinding[] groups, Func<GroupFinding, double> share) => groups.Select(share).Order().Aggregate(1.0, (product, factor) => product * factor);
}
