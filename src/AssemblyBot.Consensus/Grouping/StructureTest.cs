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
    // Trials after which a clear answer is taken, and what is clear then: at first the scatter of the copies is itself known only
    // to a factor of three, later well enough.
    private static readonly (int Trials, double In, double Out)[] Looks = [(6, 7.5, 2), (10, 2, 2)];

    /// <summary>Standard errors that what a dimension has above chance must lie from the share asked for to be clearly on one side of it.</summary>
    private const double ClearlyOff = 4;

    /// <summary>
    /// The number of leading components, up to four, each of which exceeds the mean of its shuffled counterparts by enough of their
    /// standard deviations, and by no small part of what the first does. The trials end as soon as the answer is clear.
    /// </summary>
    public static int Dimensions(VoteMatrix votes, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var people = SampledRows.Choose(votes, [.. Enumerable.Range(0, votes.ParticipantCount)], MostVotes, int.MaxValue);
        var rows = SampledRows.Of(votes, people);
        var counts = SampledRows.CountsOf(rows);
        var centre = Centre.Of(counts, votes.ModeratedOut, options.PassesAreMissing);

        var shuffled = new double[options.StructureTrials][];
        double[] observed = [];
        void Try(int from, int to) => Parallel.For(from, to, new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken }, trial =>
        {
            if (trial < 0)
            {
                observed = Eigenvalues(rows, centre, cancellationToken);
                return;
            }

            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xF000_0000UL | (uint)trial);
            var copy = new VoteRows(rows.RowStart, Deal(rows, counts, ref random), rows.Columns);
            shuffled[trial] = Eigenvalues(copy, centre, cancellationToken);
        });

        var done = -1;
        foreach (var look in Looks.Where(look => look.Trials < shuffled.Length))
        {
            Try(done, look.Trials);
            done = look.Trials;
            if (Answer(observed, shuffled[..done], options, look.In, look.Out) is { } clear)
            {
                return clear;
            }
        }

        Try(done, shuffled.Length);
        return Answer(observed, shuffled, options, 0, 0)!.Value;
    }

    /// <summary>The number of dimensions, null where one is in doubt: its score too close to the threshold, or its surplus to the share it must have.</summary>
    private static int? Answer(double[] observed, double[][] shuffled, ConsensusOptions options, double clearlyIn, double clearlyOut)
    {
        var isFinal = clearlyIn == 0 && clearlyOut == 0;
        var first = 0.0;
        for (var k = 0; k < observed.Length; k++)
        {
            var values = Array.ConvertAll(shuffled, copy => copy[k]);
            var (mean, deviation) = Moments(values);
            var surplus = observed[k] - mean;
            first = k == 0 ? surplus : first;
            var score = surplus <= 0 ? 0 : surplus / Math.Max(deviation, mean * 1e-9);
            var error = isFinal ? 0 : ClearlyOff * deviation / Math.Sqrt(values.Length);
            var needed = options.DimensionShare * first;
            if (score < options.StructureThreshold - clearlyOut || (k > 0 && surplus + error < needed) || (isFinal && surplus < needed))
            {
                return k;
            }

            if (score < options.StructureThreshold + clearlyIn || (k > 0 && surplus - error < needed))
            {
                if (!isFinal)
                {
                    return null;
                }
            }
        }

        return observed.Length;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }

    private static double[] Eigenvalues(VoteRows rows, Centre centre, CancellationToken cancellationToken)
    {
        using var gram = new GramProduct(rows, centre, 1, cancellationToken);
        return BlockKrylov.Eigenvalues(gram, Passes);
    }

    /// <summary>
    /// The votes with every statement's stances dealt anew, each as likely as any other: row after row, a vote draws from
    /// the stances that its statement has left.
    /// </summary>
    private static uint[] Deal(VoteRows rows, int[] counts, ref SeededRandom random)
    {
        // By column: disagrees and passes left and, in the fourth place that no stance needs, all that are left.
        var left = (int[])counts.Clone();
        for (var at = 0; at < left.Length; at += 4)
        {
            left[at + 3] = left[at] + left[at + 1] + left[at + 2];
        }

        var codes = new uint[rows.Codes.Length];
        var bits = 0UL;
        for (var i = 0; i < codes.Length; i++)
        {
            bits = (i & 1) == 0 ? random.NextBits() : bits >> 32;
            var at = (int)(rows.Codes[i] & ~3U);
            var drawn = (int)(((bits & uint.MaxValue) * (ulong)(uint)left[at + 3]) >> 32);
            var beyond = left[at];
            var stance = (drawn >= beyond ? 1 : 0) + (drawn >= beyond + left[at + 1] ? 1 : 0);
            left[at + stance]--;
            left[at + 3]--;
            codes[i] = (uint)(at + stance);
        }

        return codes;
    }
}
