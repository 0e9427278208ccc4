using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// How many components say more than chance: the largest eigenvalues of DᵀD against those of copies in which every
/// statement's votes are dealt anew among the people who voted on it (parallel analysis).
/// </summary>
/// <remarks>
/// A shuffled copy keeps who voted on what and how each statement fared, and nothing else. Source: J. L. Horn,
/// "A rationale and test for the number of factors in factor analysis", Psychometrika 30 (1965).
/// </remarks>
internal static class StructureTest
{
    private const int MostVotes = 150_000;
    private const int Passes = 5;
    private const int FewestTrials = 12;
    private const double Doubt = 2;

    /// <summary>
    /// The number of leading components, up to four, each of which exceeds the mean of its shuffled counterparts by enough of their
    /// standard deviations, and by no small part of what the first does. Half of the trials are spared where they leave no doubt.
    /// </summary>
    public static int Dimensions(VoteMatrix votes, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var people = SampledRows.Choose(votes, [.. Enumerable.Range(0, votes.ParticipantCount)], MostVotes, int.MaxValue);
        var rows = SampledRows.Of(votes, people);
        var centre = Centre.Of(SampledRows.CountsOf(rows), votes.ModeratedOut, options.PassesAreMissing);
        var byColumn = ByColumn(rows);
        var observed = Eigenvalues(rows, centre, cancellationToken);

        var shuffled = new double[options.StructureTrials][];
        void Try(int from, int to) => Parallel.For(from, to, new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken }, trial =>
        {
            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xF000_0000UL | (uint)trial);
            var copy = new VoteRows(rows.RowStart, Deal(rows, byColumn, ref random), rows.Columns);
            shuffled[trial] = Eigenvalues(copy, centre, cancellationToken);
        });

        var half = shuffled.Length < FewestTrials ? shuffled.Length : (shuffled.Length + 1) / 2;
        Try(0, half);
        var scores = Scores(observed, shuffled[..half]);
        if (half < shuffled.Length && scores.TakeWhile(score => score >= options.StructureThreshold - Doubt).Any(score => score < options.StructureThreshold + Doubt))
        {
            Try(half, shuffled.Length);
            scores = Scores(observed, shuffled);
        }

        var surplus = observed.Select((value, k) => value - shuffled.Where(values => values is not null).Average(values => values[k])).ToArray();
        return scores.TakeWhile((score, k) => score >= options.StructureThreshold && surplus[k] >= options.DimensionShare * surplus[0]).Count();
    }

    private static double[] Scores(double[] observed, double[][] shuffled) =>
        [.. observed.Select((value, k) => Score(value, Array.ConvertAll(shuffled, values => values[k])))];

    /// <summary>Standard deviations above the mean, 0 at or below it.</summary>
    private static double Score(double observed, double[] shuffled)
    {
        var mean = shuffled.Average();
        var deviation = Math.Sqrt(shuffled.Sum(value => (value - mean) * (value - mean)) / (shuffled.Length - 1));
        return observed <= mean ? 0 : (observed - mean) / Math.Max(deviation, mean * 1e-9);
    }

    private static double[] Eigenvalues(VoteRows rows, Centre centre, CancellationToken cancellationToken)
    {
        using var gram = new GramProduct(rows, centre, 1, cancellationToken);
        return BlockKrylov.Eigenvalues(gram, Passes);
    }

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
