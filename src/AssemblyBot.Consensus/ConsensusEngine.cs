using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus;

/// <summary>Turns votes into opinion groups and what they agree on.</summary>
public static class ConsensusEngine
{
    /// <summary>Analyses the votes.</summary>
    /// <param name="votes">The current votes.</param>
    /// <param name="options">What the analysis is told.</param>
    /// <param name="previous">An earlier report of the same assembly: groups keep their identity, the components start from it.</param>
    /// <param name="progress">Told of each stage as it begins.</param>
    /// <param name="cancellationToken">Stops between passes over the votes.</param>
    public static ConsensusReport Analyse(
        VoteMatrix votes,
        ConsensusOptions options,
        ConsensusReport? previous = null,
        IProgress<ConsensusProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Validate();
        var stages = new StageClock(progress, cancellationToken);
        var threads = options.EffectiveThreads;
        var rows = VoteRows.Of(votes);

        stages.Enter("components", 0);
        var centre = Centre.Of(votes.Counts, votes.ModeratedOut, options.PassesAreMissing);
        var components = Components(votes, rows, centre, previous, threads, cancellationToken);

        stages.Enter("map", 0.4);
        var (x, y) = ParticipantMap.Project(rows, centre, components, threads, cancellationToken);

        stages.Enter("groups", 0.5);
        var eligible = Eligibility.Robust(votes, options.MinimumVotes);
        var partition = Groups(votes, PointSet.Of(x, y, eligible), options, cancellationToken);

        stages.Enter("findings", 0.8);
        var counts = partition.Count == 0 ? [] : GroupCounts.Count(rows, partition.GroupOfRow, partition.Count, threads, cancellationToken);
        var statements = StatementFindings.Write(votes, centre, components, counts, options);
        var ids = Enumerable.Range(0, partition.Count).ToArray();
        var kept = statements.Where(statement => !statement.ModeratedOut && statement.Seen > 0).ToArray();

        var report = new ConsensusReport
        {
            Options = options,
            ParticipantCount = votes.ParticipantCount,
            StatementCount = votes.StatementCount,
            VoteCount = votes.VoteCount,
            EligibleCount = eligible.Length,
            ExplainedVariance = Explained(components, centre.SumOfSquares(votes.Counts)),
            Groups = [.. ids.Select(id => Describe(id, id, partition, kept, options))],
            Participants = ParticipantFindings.Write(votes, x, y, partition, ids),
            Statements = statements,
            ConsensusAgree = OverallConsensus.Select(kept, Stance.Agree, options.Significance, options.ConsensusStatements),
            ConsensusDisagree = OverallConsensus.Select(kept, Stance.Disagree, options.Significance, options.ConsensusStatements),
            Silhouettes = partition.Silhouettes,
            Timings = [],
        };
        return report with { Timings = stages.Finish() };
    }

    private static PrincipalComponents Components(VoteMatrix votes, VoteRows rows, Centre centre, ConsensusReport? previous, int threads, CancellationToken cancellationToken)
    {
        var gram = new GramProduct(rows, centre, threads, cancellationToken);
        return BlockKrylov.Compute(gram, null, null).Rounded().WithCanonicalSigns(null, null);
    }

    private static Partition Groups(VoteMatrix votes, PointSet points, ConsensusOptions options, CancellationToken cancellationToken)
    {
        if (points.Count < 2 * options.SmallestGroup
            || (options.StructureTrials > 1 && StructureTest.Score(votes, points, options, cancellationToken) < options.StructureThreshold))
        {
            return Partition.None(votes.ParticipantCount);
        }

        return RobustGrouping.Find(points, votes.ParticipantCount, options, cancellationToken);
    }

    private static OpinionGroup Describe(int index, int id, Partition partition, StatementFinding[] kept, ConsensusOptions options) => new()
    {
        Id = id,
        Size = partition.Sizes[index],
        X = partition.X[index],
        Y = partition.Y[index],
        Representative = Representativeness.Select(kept.Select(statement => (statement.Statement, statement.ByGroup[index])), options.Significance, options.RepresentativeStatements),
    };

    private static double[] Explained(PrincipalComponents components, double sumOfSquares) =>
        Array.ConvertAll(components.Eigenvalues, value => sumOfSquares > 0 ? Math.Max(0, value) / sumOfSquares : 0);
}
