using System.Buffers;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// How firm a partition is: some of the votes are left out at random, what is expected of them, the dimensions and the groups are found anew, and
/// the result is compared with the partition by the adjusted Rand index; the mean over several such trials.
/// </summary>
internal static class Firmness
{
    private const int MostVotes = 36_000;
    private const int MostPeople = 600;
    private const int Passes = 3;
    private const int MostRestarts = 8;

    /// <summary>1 for groups that come out the same each time, 0 for groups that have nothing to do with each other.</summary>
    public static double Of(Partition partition, Structure structure, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var (rows, expected) = Grouped(partition, structure.Votes);
        var agreement = new double[options.FirmnessTrials];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        Parallel.For(0, agreement.Length, parallel, trial =>
        {
            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xE000_0000UL | (uint)trial);
            var codes = ArrayPool<uint>.Shared.Rent(rows.Votes + 1);
            try
            {
                var kept = LeaveOut(rows, codes, options.FirmnessShare, ref random);
                var found = Regroup(kept, partition.Count, structure, options, cancellationToken);
                agreement[trial] = found is null ? 0 : RandIndex.Adjusted(expected, found);
            }
            finally
            {
                ArrayPool<uint>.Shared.Return(codes);
            }
        });
        return agreement.Average();
    }

    /// <summary>The votes and groups of those who are grouped, of many the first in an order that has nothing to do with who they are.</summary>
    private static (VoteRows Rows, int[] Groups) Grouped(Partition partition, CanonicalVotes votes)
    {
        var start = new List<int> { 0 };
        var codes = new List<uint>();
        var groups = new List<int>();
        for (var row = 0; row < votes.OldRow.Length && groups.Count < MostPeople && codes.Count < MostVotes; row++)
        {
            if (partition.GroupOfRow[votes.OldRow[row]] >= 0)
            {
                codes.AddRange(votes.Rows.Codes.AsSpan(votes.Rows.RowStart[row], votes.Rows.RowStart[row + 1] - votes.Rows.RowStart[row]));
                start.Add(codes.Count);
                groups.Add(partition.GroupOfRow[votes.OldRow[row]]);
            }
        }

        return (new VoteRows([.. start], [.. codes], votes.Rows.Columns), [.. groups]);
    }

    private static VoteRows LeaveOut(VoteRows rows, uint[] codes, double share, ref SeededRandom random)
    {
        var start = new int[rows.Count + 1];
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
    private static int[]? Regroup(VoteRows rows, int groups, Structure structure, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var model = VoteModel.Of(rows, !structure.IsReadiness);
        using var residuals = Residuals.Of(rows, model);
        var (_, loadings) = residuals.Leading(null, structure.Loadings, Passes, true);
        var axes = Places.OfCanonical(rows, structure with { Model = model, Loadings = loadings }, structure.Dimensions);
        var points = PointSet.Of(axes, [.. Enumerable.Range(0, rows.Count)]);
        var centres = RobustGrouping.For(points, groups, options with { Restarts = Math.Min(options.Restarts, MostRestarts), Threads = 1 }, cancellationToken);
        if (centres is null)
        {
            return null;
        }

        var found = new int[rows.Count];
        foreach (var (i, group) in KMeans.Assign(points, centres.Places).Index())
        {
            found[points.Rows[i]] = group;
        }

        return RobustGrouping.Refined(rows, found, groups, options);
    }
}
