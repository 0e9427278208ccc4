using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Whether the votes hang together at all: the largest eigenvalue of DᵀD against those of copies in which every
/// statement's votes are dealt anew among the people who voted on it (parallel analysis).
/// </summary>
/// <remarks>
/// A shuffled copy keeps who voted on what and how each statement fared, and nothing else. Source: J. L. Horn,
/// "A rationale and test for the number of factors in factor analysis", Psychometrika 30 (1965).
/// </remarks>
internal static class StructureTest
{
    private const int MostVotes = 200_000;
    private const int Passes = 5;

    /// <summary>Standard deviations by which the votes' eigenvalue exceeds the mean of the shuffled ones; 0 if there is no variance.</summary>
    public static double Score(VoteMatrix votes, PointSet points, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var sampled = points.Sample(SampledRows.PeopleFor(votes, points, MostVotes));
        var rows = SampledRows.Of(votes, sampled.Rows);
        var centre = Centre.Of(SampledRows.CountsOf(rows), votes.ModeratedOut, options.PassesAreMissing);
        var byColumn = ByColumn(rows);
        var observed = LargestEigenvalue(rows, centre, cancellationToken);

        var shuffled = new double[options.StructureTrials];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        Parallel.For(0, shuffled.Length, parallel, trial =>
        {
            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xF000_0000UL | (uint)trial);
            var copy = new VoteRows(rows.RowStart, Deal(rows, byColumn, ref random), rows.Columns);
            shuffled[trial] = LargestEigenvalue(copy, centre, cancellationToken);
        });

        var mean = shuffled.Average();
        var deviation = Math.Sqrt(shuffled.Sum(value => (value - mean) * (value - mean)) / (shuffled.Length - 1));
        return observed <= mean ? 0 : (observed - mean) / Math.Max(deviation, mean * 1e-9);
    }

    private static double LargestEigenvalue(VoteRows rows, Centre centre, CancellationToken cancellationToken) =>
        BlockKrylov.LargestEigenvalue(new GramProduct(rows, centre, 1, cancellationToken), Passes);

    /// <summary>The positions of the votes, column by column, and where each column begins.</summary>
    private static (int[] Start, int[] Positions) ByColumn(VoteRows rows)
    {
        var start = new int[rows.Columns + 1];
        foreach (var code in rows.Codes)
        {
            start[(code >> VoteMatrix.StanceBits) + 1]++;
        }

        for (var j = 0; j < rows.Columns; j++)
        {
            start[j + 1] += start[j];
        }

        var next = start[..^1];
        var positions = new int[rows.Codes.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[next[rows.Codes[i] >> VoteMatrix.StanceBits]++] = i;
        }

        return (start, positions);
    }

    private static uint[] Deal(VoteRows rows, (int[] Start, int[] Positions) byColumn, ref SeededRandom random)
    {
        var codes = (uint[])rows.Codes.Clone();
        for (var j = 0; j < rows.Columns; j++)
        {
            var positions = byColumn.Positions.AsSpan(byColumn.Start[j], byColumn.Start[j + 1] - byColumn.Start[j]);
            for (var i = positions.Length - 1; i > 0; i--)
            {
                var other = positions[random.Next(i + 1)];
                (codes[positions[i]], codes[other]) = (codes[other], codes[positions[i]]);
            }
        }

        return codes;
    }
}
