using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// What is expected of a vote where there are no groups, and how much it tells beyond that: every statement has its own share of
/// agrees, every person agrees more or less readily with whatever is asked, and nothing else.
/// </summary>
/// <remarks>
/// The residual is e = (x − c(j)) / √v̄ with c the mean and v(j) the variance of the votes on j, i(j) = v(j) / v̄ what such a vote tells.
/// A readiness a(u), in logits of variance σ², moves e by s · a with s in proportion to i(j), and to second order by a² in proportion to −i(j) c(j).
/// Its variance comes from Σ over the people of (Σ e)² − Σ e². The rows are made white again by
/// e ← e − (1 − 1 / √(1 + σ² |g|²)) (g · e) g / |g|², which takes away nothing where nobody differs and does not leave the noise smaller than it was.
/// </remarks>
internal sealed class VoteModel
{
    private readonly double[] _means;
    private readonly double[] _values;

    private VoteModel(double[] means, double[] information, double[] values, double[] columnWeights, int[] columnVotes, double detectable)
    {
        (_means, Information, _values) = (means, information, values);
        (ColumnWeights, ColumnVotes, Detectable) = (columnWeights, columnVotes, detectable);
    }

    /// <summary>i of each column: 1 on average over the votes.</summary>
    public double[] Information { get; }

    /// <summary>1 / √(1 + t Σ i) of each column: its share of signal where groups can just be detected.</summary>
    public double[] ColumnWeights { get; }

    /// <summary>Votes on each column.</summary>
    public int[] ColumnVotes { get; }

    /// <summary>
    /// t = 1 / √(n m), with n the votes of a person and m those on a statement (means over the votes): the signal per vote, as a share of its
    /// variance, from which on a leading eigenvalue leaves those of the noise.
    /// </summary>
    /// <remarks>Source: J. Baik, G. Ben Arous and S. Péché, "Phase transition of the largest eigenvalue for nonnull complex sample covariance matrices" (2005).</remarks>
    public double Detectable { get; }

    /// <summary>Variance of the readiness to agree, on the scale of the residuals.</summary>
    public double Readiness { get; private set; }

    /// <summary>Variance of its second-order effect.</summary>
    public double Bend { get; private set; }

    /// <summary>The model of some votes.</summary>
    /// <param name="rows">The votes; passes, if there are any, count as the middle.</param>
    /// <param name="withReadiness">Whether people may differ in how readily they agree.</param>
    public static VoteModel Of(VoteRows rows, bool withReadiness = true)
    {
        var counts = SampledRows.CountsOf(rows);
        var votes = new int[rows.Columns];
        var (means, information) = (new double[rows.Columns], new double[rows.Columns]);
        var spread = new double[rows.Columns];
        var (squares, freedom) = (0.0, 0);
        for (var j = 0; j < votes.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var (disagrees, agrees) = (counts[at], counts[at + 2]);
            votes[j] = agrees + disagrees + counts[at + 1];
            means[j] = votes[j] == 0 ? 0 : (double)(agrees - disagrees) / votes[j];
            spread[j] = votes[j] == 0 ? 0 : ((double)(agrees + disagrees) / votes[j]) - (means[j] * means[j]);
            squares += votes[j] * spread[j];
            freedom += Math.Max(0, votes[j] - 1);
        }

        var variance = freedom == 0 ? 0 : squares / freedom;
        var values = new double[counts.Length];
        for (var j = 0; j < votes.Length && variance > 0; j++)
        {
            information[j] = votes[j] == 0 ? 0 : (spread[j] / variance) + (1.0 / votes[j]);
            values[j << VoteMatrix.StanceBits] = (-1 - means[j]) / Math.Sqrt(variance);
            values[(j << VoteMatrix.StanceBits) + 1] = -means[j] / Math.Sqrt(variance);
            values[(j << VoteMatrix.StanceBits) + 2] = (1 - means[j]) / Math.Sqrt(variance);
        }

        var byRow = new double[rows.Count];
        for (var row = 0; row < byRow.Length; row++)
        {
            foreach (var code in CodesOf(rows, row))
            {
                byRow[row] += information[code >> VoteMatrix.StanceBits];
            }
        }

        var byColumn = votes.Zip(information, (count, own) => count * own).ToArray();
        var edge = MeanOverVotes(byRow) * MeanOverVotes(byColumn);
        var detectable = edge > 0 ? 1 / Math.Sqrt(edge) : 0;
        var weights = Array.ConvertAll(byColumn, told => 1 / Math.Sqrt(1 + (told * detectable)));
        var model = new VoteModel(means, information, values, weights, votes, detectable);
        model.Readiness = withReadiness ? model.ReadinessOf(rows) : 0;
        model.Bend = variance > 0 ? 2 * model.Readiness * model.Readiness / variance : 0;
        return model;
    }

    /// <summary>e of each code before whitening, in units of √v̄.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>c of each column.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Writes the whitened residuals of a person's votes and returns the person's weight, 1 / √(1 + t Σ i).</summary>
    public double Whiten(ReadOnlySpan<uint> codes, Span<double> values)
    {
        var (along, told, bent, skew, length) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < codes.Length; i++)
        {
            var j = codes[i] >> VoteMatrix.StanceBits;
            var (mean, information) = (_means[j], Information[j]);
            values[i] = _values[codes[i]];
            along += values[i];
            told += information;
            bent += values[i] * mean;
            skew += information * mean;
            length += information * mean * mean;
        }

        if (Readiness > 0)
        {
            var (level, slope) = HabitOf(along, told, bent, skew, length);
            for (var i = 0; i < codes.Length; i++)
            {
                var j = codes[i] >> VoteMatrix.StanceBits;
                values[i] -= Information[j] * (level + (slope * _means[j]));
            }
        }

        return 1 / Math.Sqrt(1 + (told * Detectable));
    }

    /// <summary>
    /// What whitening takes from a person's votes, i(j) (level + slope c(j)), by Σ e, Σ i, Σ e c, Σ i c and Σ i c² over them.
    /// </summary>
    public (double Level, double Slope) HabitOf(double along, double told, double bent, double skew, double length)
    {
        var level = told > 0 ? Excess(Readiness, told) * along / told : 0;
        var slope = length > 0 ? Excess(Bend, length) * (bent - (level * skew)) / length : 0;
        return (level, slope);
    }

    private static double Excess(double variance, double length) => 1 - (1 / Math.Sqrt(1 + (variance * length)));

    private double ReadinessOf(VoteRows rows)
    {
        var (surplus, norm) = (0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            var (along, own, told, fourth) = (0.0, 0.0, 0.0, 0.0);
            foreach (var code in CodesOf(rows, row))
            {
                var (value, tells) = (_values[code], Information[code >> VoteMatrix.StanceBits]);
                along += value;
                own += value * value;
                told += tells;
                fourth += tells * tells;
            }

            var weight = 1 / ((1 + (Detectable * told)) * (1 + (Detectable * told)));
            surplus += weight * ((along * along) - own);
            norm += weight * ((told * told) - fourth);
        }

        return norm > 0 ? Math.Max(0, surplus / norm) : 0;
    }

    private static ReadOnlySpan<uint> CodesOf(VoteRows rows, int row) => rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]);

    /// <summary>The mean over votes rather than over people or statements.</summary>
    private static double MeanOverVotes(double[] sums)
    {
        var total = sums.Sum();
        return total > 0 ? sums.Sum(sum => sum * sum) / total : 0;
    }
}
