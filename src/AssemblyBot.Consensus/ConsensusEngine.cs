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
    /// <param name="previous">An earlier report of the same assembly: groups keep their identity and the axes of the map their direction; no other number depends on it, but in the classic method.</param>
    /// <param name="progress">Told of each stage as it begins.</param>
    /// <param name="cancellationToken">Stops between passes over the votes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The analysis was no longer wanted.</exception>
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
        var isClassic = options.Method == ConsensusMethod.Classic;

        stages.Enter("structure", 0);
        var rows = VoteRows.Of(votes);
        var eligible = isClassic ? [] : Eligibility.Robust(votes, options.MinimumVotes);
        var structure = isClassic || eligible.Length < 2 * options.SmallestGroup ? Structure.None : StructureTest.Find(votes, options, cancellationToken);

        stages.Enter("components", 0.2);
        var centre = Centre.Of(votes.Counts, votes.ModeratedOut, options.PassesAreMissing);
        var components = ComponentsOf(votes, rows, centre, Math.Max(2, structure.Dimensions), options, previous, cancellationToken);

        stages.Enter("map", 0.4);
        var axes = ParticipantMap.Project(rows, centre, components, threads, cancellationToken);

        stages.Enter("groups", 0.45);
        var grouping = isClassic
            ? Groups.Classic(votes, axes, options, previous?.Classic, cancellationToken)
            : Groups.Robust(votes, rows, axes, eligible, structure, options, previous, cancellationToken);
        var partition = grouping.Partition;

        stages.Enter("firmness", 0.6);
        double? firmness = isClassic || partition.Count == 0 || options.FirmnessTrials == 0
            ? null
            : Firmness.Of(partition, grouping.Structure, options, cancellationToken);

        stages.Enter("bridging", 0.7);
        var bridging = options.Bridging ? Bridging.Fit(rows, votes, components, threads, cancellationToken) : null;

        stages.Enter("findings", 0.85);
        var counts = partition.Count == 0 ? [] : GroupCounts.Count(rows, partition.GroupOfRow, partition.Count, threads, cancellationToken);
        var statements = StatementFindings.Write(votes, centre, components, counts, bridging, options);
        var kept = InOrder(votes, options.Method).Select(j => statements[j]).Where(statement => !statement.ModeratedOut).ToArray();

        var report = new ConsensusReport
        {
            Options = options,
            ParticipantCount = votes.ParticipantCount,
            StatementCount = votes.StatementCount,
            VoteCount = votes.VoteCount,
            EligibleCount = grouping.EligibleCount,
            ExplainedVariance = Explained(components, centre.SumOfSquares(votes.Counts)),
            Groups = [.. partition.Ids.Select((id, index) => Describe(index, id, partition, kept, options))],
            Participants = ParticipantFindings.Write(votes, rows, axes, partition, threads, cancellationToken),
            Statements = statements,
            ConsensusAgree = OverallConsensus.Select(kept, Stance.Agree, options.Significance, options.ConsensusStatements),
            ConsensusDisagree = OverallConsensus.Select(kept, Stance.Disagree, options.Significance, options.ConsensusStatements),
            Silhouettes = partition.Silhouettes,
            Firmness = firmness,
            Missing = Eligibility.Missing(votes, options.MinimumVotes, partition),
            Classic = grouping.State,
            Timings = [],
        };
        return report with
        {
            Changes = previous is null ? null : Changes.Between(previous, report, options),
            Timings = stages.Finish(),
        };
    }

    private static PrincipalComponents ComponentsOf(VoteMatrix votes, VoteRows rows, Centre centre, int count, ConsensusOptions options, ConsensusReport? previous, CancellationToken cancellationToken)
    {
        using var gram = new GramProduct(rows, centre, options.EffectiveThreads, cancellationToken);
        if (options.Method == ConsensusMethod.Classic)
        {
            return PowerIteration.Compute(gram, EarlierComponents.Of(previous, votes, ofNewStatements: 1));
        }

        var earlier = EarlierComponents.Of(previous, votes, ofNewStatements: 0);
        return BlockKrylov.Compute(gram, count, start: null).Rounded().WithCanonicalSigns(earlier);
    }

    /// <summary>
    /// The columns with votes, in the order that decides between equals: that of arrival for the classic method, otherwise one that depends
    /// on the votes alone, most votes first.
    /// </summary>
    private static IEnumerable<int> InOrder(VoteMatrix votes, ConsensusMethod method) => method == ConsensusMethod.Classic
        ? votes.ArrivalOfColumns
        : votes.ArrivalOfColumns.OrderByDescending(votes.VotesOn).ThenBy(column => votes.ColumnKeys[column]);

    private static OpinionGroup Describe(int index, int id, Partition partition, StatementFinding[] kept, ConsensusOptions options) => new()
    {
        Id = id,
        Size = partition.Sizes[index],
        X = partition.Places[index][0],
        Y = partition.Places[index][1],
        Representative = Representativeness.Select(kept.Select(statement => (statement.Statement, statement.ByGroup[index])), options.Significance, options.RepresentativeStatements),
    };

    private static double[] Explained(PrincipalComponents components, double sumOfSquares) =>
        Array.ConvertAll(components.Eigenvalues, value => sumOfSquares > 0 ? Math.Round(Math.Max(0, value) / sumOfSquares, 12) : 0);
}
