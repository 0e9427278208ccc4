using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// How firm a partition is: some of the votes are left out at random, centre, components and groups are found anew, and the
/// result is compared with the partition by the adjusted Rand index; the mean over several such trials.
/// </summary>
internal static class Firmness
{
    private const int MostVotes = 100_000;
    private const int MostPeople = 1_500;
    private const int Passes = 5;

    /// <summary>1 for groups that come out the same each time, 0 for groups that have nothing to do with each other.</summary>
    public static double Of(VoteMatrix votes, int[] eligible, Partition partition, PrincipalComponents components, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var people = SampledRows.Choose(votes, eligible, MostVotes, MostPeople);
        var rows = SampledRows.Of(votes, people);
        var expected = Array.ConvertAll(people, row => partition.GroupOfRow[row]);

        var agreement = new double[options.FirmnessTrials];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        Parallel.For(0, agreement.Length, parallel, trial =>
        {
            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xE000_0000UL | (uint)trial);
            var kept = LeaveOut(rows, options.FirmnessShare, ref random);
            var found = Regroup(kept, votes.ModeratedOut, partition.Count, components, options, cancellationToken);
            agreement[trial] = found is null ? 0 : RandIndex.Adjusted(expected, found);
        });
        return agreement.Average();
    }

    private static VoteRows LeaveOut(VoteRows rows, double share, ref SeededRandom random)
    {
        var start = new int[rows.Count + 1];
        var codes = new uint[rows.Codes.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var next = start[row];
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                codes[next] = rows.Codes[i];
                next += random.NextDouble() < share ? 0 : 1;
            }

            start[row + 1] = next;
        }

        return new VoteRows(start, codes, rows.Columns);
    }

    /// <summary>The group of each row by the same rule and the same number of groups, null if it cannot be had.</summary>
    private static int[]? Regroup(VoteRows rows, bool[] zeroed, int groups, PrincipalComponents start, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var centre = Centre.Of(SampledRows.CountsOf(rows), zeroed, options.PassesAreMissing);
        using var gram = new GramProduct(rows, centre, 1, cancellationToken);
        var components = BlockKrylov.Approximate(gram, start.Loadings, Passes);
        var axes = ParticipantMap.Project(rows, centre, components, 1, cancellationToken);
        var points = PointSet.Of(axes, [.. Enumerable.Range(0, rows.Count)]);
        var centres = RobustGrouping.For(points, groups, options with { Restarts = Math.Min(options.Restarts, 8), Threads = 1 }, cancellationToken);
        if (centres is null)
        {
            return null;
        }

        var found = new int[rows.Count];
        foreach (var (i, group) in KMeans.Assign(points, centres.Places).Index())
        {
            found[points.Rows[i]] = group;
        }

        return found;
    }
}
