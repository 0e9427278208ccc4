namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// The centred matrix D, as one value per column and stance: x − c(j), where c(j) is the mean of the votes on j.
/// </summary>
/// <remarks>
/// A missing vote is imputed as the mean of its column and therefore is exactly 0 in D: D is as sparse as the votes.
/// A column that is moderated out is 0 throughout.
/// </remarks>
internal sealed class Centre
{
    private Centre(double[] means, double[] cells, bool[] isCounted, int votedColumns, int zeroedColumns, bool passesAreMissing)
    {
        (Means, Cells, IsCounted) = (means, cells, isCounted);
        (VotedColumns, ZeroedColumns, PassesAreMissing) = (votedColumns, zeroedColumns, passesAreMissing);
    }

    /// <summary>c, one entry per column.</summary>
    public double[] Means { get; }

    /// <summary>x − c by code, four entries per column.</summary>
    public double[] Cells { get; }

    /// <summary>By code, whether such a vote is an observed cell of a column that is not zeroed.</summary>
    public bool[] IsCounted { get; }

    /// <summary>Columns that have votes, zeroed ones included: the method's number of statements.</summary>
    public int VotedColumns { get; }

    /// <summary>Columns that have votes and are moderated out.</summary>
    public int ZeroedColumns { get; }

    public bool PassesAreMissing { get; }

    /// <summary>The centre of votes of which only the number per code is needed.</summary>
    public static Centre Of(int[] counts, bool[] zeroed, bool passesAreMissing)
    {
        var columns = zeroed.Length;
        var means = new double[columns];
        var cells = new double[columns << VoteMatrix.StanceBits];
        var isCounted = new bool[cells.Length];
        var (votedColumns, zeroedColumns) = (0, 0);
        for (var j = 0; j < columns; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var (disagrees, passes, agrees) = (counts[at], counts[at + 1], counts[at + 2]);
            var isVoted = disagrees + passes + agrees > 0;
            votedColumns += isVoted ? 1 : 0;
            zeroedColumns += isVoted && zeroed[j] ? 1 : 0;
            var seen = agrees + disagrees + (passesAreMissing ? 0 : passes);
            if (zeroed[j] || seen == 0)
            {
                continue;
            }

            var mean = (double)(agrees - disagrees) / seen;
            means[j] = mean;
            (cells[at], cells[at + 1], cells[at + 2]) = (-1 - mean, passesAreMissing ? 0 : -mean, 1 - mean);
            (isCounted[at], isCounted[at + 1], isCounted[at + 2]) = (true, !passesAreMissing, true);
        }

        return new Centre(means, cells, isCounted, votedColumns, zeroedColumns, passesAreMissing);
    }

    /// <summary>Sum of the squares of D: the total variance times (people − 1).</summary>
    public double SumOfSquares(int[] counts)
    {
        var sum = 0.0;
        for (var code = 0; code < counts.Length; code++)
        {
            sum += counts[code] * Cells[code] * Cells[code];
        }

        return sum;
    }
}
