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
        var peopleKeys = KeysOf(rows, votes.ColumnKeys);
        var expected = Array.ConvertAll(people, row => partition.GroupOfRow[row]);

        var agreement = new double[options.FirmnessTrials];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        Parallel.For(0, agreement.Length, parallel, trial =>
        {
            var seed = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xE000_0000UL | (uint)trial).NextBits();
            var kept = LeaveOut(rows, options.FirmnessShare, Array.ConvertAll(peopleKeys, key => StatementKeys.Mix(key + seed)), votes.ColumnKeys);
            var found = Regroup(kept, votes.ModeratedOut, partition.Count, components, options, cancellationToken);
            agreement[trial] = found is null ? 0 : RandIndex.Adjusted(expected, found);
        });
        return agreement.Average();
    }

    /// <summary>What tells people apart whatever their order; those with the same votes are told apart by it, which changes nothing.</summary>
    private static ulong[] KeysOf(VoteRows rows, ulong[] columnKeys)
    {
        var met = new Dictionary<ulong, ulong>(rows.Count);
        var keys = new ulong[rows.Count];
        for (var row = 0; row < keys.Length; row++)
        {
            var key = StatementKeys.KeyOf(rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]), columnKeys);
            keys[row] = StatementKeys.Mix(key + (met[key] = met.GetValueOrDefault(key) + 1));
        }

        return keys;
    }

    /// <summary>Each vote stays or goes by chance that depends on its person and its statement alone.</summary>
    private static VoteRows LeaveOut(VoteRows rows, double share, ulong[] peopleKeys, ulong[] columnKeys)
    {
        var start = new int[rows.Count + 1];
        var codes = new uint[rows.Codes.Length];
        var limit = (ulong)(share * (1L << 53));
        for (var row = 0; row < rows.Count; row++)
        {
            var next = start[row];
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                codes[next] = rows.Codes[i];
                next += StatementKeys.Mix(peopleKeys[row] + columnKeys[codes[next] >> VoteMatrix.StanceBits]) >> 11 < limit ? 0 : 1;
            }

            start[row + 1] = next;
        }

        return new VoteRows(start, codes, rows.Columns) { ColumnKeys = columnKeys };
    }

    /// <summary>The group of each row by the same rule and the same number of groups, null if it cannot be had.</summary>
    private static int[]? Regroup(VoteRows rows, bool[] zeroed, int groups, PrincipalComponents start, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var centre = Centre.Of(SampledRows.CountsOf(rows), zeroed, options.PassesAreMissing);
        using var gram = new GramProduct(rows, centre, 1, cancellationToken);
        var components = BlockKrylov.Approximate(gram, start.Loadings, Passes).Rounded();
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
