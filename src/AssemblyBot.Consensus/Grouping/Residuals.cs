using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// What each vote says beyond how its statement fared and how readily its person agrees or passes in general, weighed
/// by how much of it is signal where groups can just be detected.
/// </summary>
internal sealed class Residuals
{
    public required VoteRows Rows { get; init; }

    /// <summary>One value per vote, centred in its column, in units of the mean standard deviation.</summary>
    public required double[] Values { get; init; }

    public required double[] RowWeights { get; init; }

    public required double[] ColumnWeights { get; init; }

    public required int[] ColumnVotes { get; init; }

    /// <summary>Variances of the two habits, agreeing and passing, in logits squared or so.</summary>
    public required double[] Habits { get; init; }

    public static Residuals Of(VoteRows rows)
    {
        var columns = rows.Columns;
        var votes = new int[columns];
        var sums = new double[columns];
        for (var i = 0; i < rows.Votes; i++)
        {
            var j = rows.Codes[i] >> VoteMatrix.StanceBits;
            votes[j]++;
            sums[j] += (int)(rows.Codes[i] & 3) - 1;
        }

        var means = new double[columns];
        var squares = new double[columns];
        for (var j = 0; j < columns; j++)
        {
            means[j] = votes[j] == 0 ? 0 : sums[j] / votes[j];
        }

        foreach (var code in rows.Codes.AsSpan(0, rows.Votes))
        {
            var j = code >> VoteMatrix.StanceBits;
            var d = (int)(code & 3) - 1 - means[j];
            squares[j] += d * d;
        }

        var freedom = votes.Sum(m => (double)Math.Max(0, m - 1));
        var variance = freedom > 0 ? squares.Sum() / freedom : 0;
        var scale = variance > 0 ? 1 / Math.Sqrt(variance) : 0;
        var information = new double[columns];
        for (var j = 0; j < columns; j++)
        {
            information[j] = votes[j] == 0 || variance == 0 ? 0 : (squares[j] + variance) / (votes[j] * variance);
        }

        var values = new double[rows.Votes];
        for (var i = 0; i < values.Length; i++)
        {
            var code = rows.Codes[i];
            values[i] = ((int)(code & 3) - 1 - means[code >> VoteMatrix.StanceBits]) * scale;
        }

        var byRow = new double[rows.Count];
        var byColumn = new double[columns];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                var j = rows.Codes[i] >> VoteMatrix.StanceBits;
                byRow[row] += information[j];
                byColumn[j] += information[j];
            }
        }

        var edge = Mean(byRow) * Mean(byColumn);
        var detectable = edge > 0 ? 1 / Math.Sqrt(edge) : 0;
        var agreeing = Whiten(rows, values, information, information, detectable);
        var passing = Whiten(rows, values, information, means, detectable);
        return new Residuals
        {
            Rows = rows,
            Values = values,
            RowWeights = Array.ConvertAll(byRow, n => 1 / Math.Sqrt(1 + (n * detectable))),
            ColumnWeights = Array.ConvertAll(byColumn, m => 1 / Math.Sqrt(1 + (m * detectable))),
            ColumnVotes = votes,
            Habits = [agreeing, passing],
        };
    }

    /// <summary>The mean over votes rather than rows.</summary>
    private static double Mean(double[] sums)
    {
        var total = sums.Sum();
        return total > 0 ? sums.Sum(sum => sum * sum) / total : 0;
    }

    /// <summary>
    /// Estimates how much people differ along a direction by which a habit moves their votes, and takes of it just what
    /// makes the rows white again: nothing where they do not differ.
    /// </summary>
    private static double Whiten(VoteRows rows, double[] values, double[] information, double[] direction, double detectable)
    {
        var along = new double[rows.Count];
        var lengths = new double[rows.Count];
        var (surplus, norm) = (0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            var (t, own, length, fourth) = (0.0, 0.0, 0.0, 0.0);
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                var j = rows.Codes[i] >> VoteMatrix.StanceBits;
                if (information[j] <= 0)
                {
                    continue;
                }

                var part = direction[j] * values[i] / information[j];
                var square = direction[j] * direction[j] / information[j];
                t += part;
                own += part * part;
                length += square;
                fourth += square * square;
            }

            (along[row], lengths[row]) = (t, length);
            var weight = 1 / ((1 + (detectable * length)) * (1 + (detectable * length)));
            surplus += weight * ((t * t) - own);
            norm += weight * ((length * length) - fourth);
        }

        var variance = norm > 0 ? Math.Max(0, surplus / norm) : 0;
        for (var row = 0; row < rows.Count && variance > 0; row++)
        {
            if (lengths[row] <= 0)
            {
                continue;
            }

            var share = (1 - (1 / Math.Sqrt(1 + (variance * lengths[row])))) * along[row] / lengths[row];
            for (var i = rows.RowStart[row]; i < rows.RowStart[row + 1]; i++)
            {
                values[i] -= share * direction[rows.Codes[i] >> VoteMatrix.StanceBits];
            }
        }

        return variance;
    }
}
