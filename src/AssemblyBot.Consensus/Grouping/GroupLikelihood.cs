using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// How likely each group makes each vote, by which people are moved to the group whose votes theirs are most like: k-means knows their places alone,
/// in which a vote on a statement of which the groups think alike adds noise and a telling one is blurred with the others.
/// </summary>
/// <remarks>
/// A member of group g agrees with statement j, if they do not pass, with θ(g, j) = (agrees + κ c(j)) / (agrees + disagrees + κ), where c(j) is the share
/// over all groups and κ = 2, the weight of (count + 1) / (votes + 2). A few rounds of expectation and maximisation start from the groups found.
/// Source: P. F. Lazarsfeld and N. W. Henry, "Latent structure analysis" (1968); A. P. Dempster, N. M. Laird and D. B. Rubin, "Maximum likelihood from
/// incomplete data via the EM algorithm" (1977).
/// </remarks>
internal sealed class GroupLikelihood
{
    private const int Lanes = 4;
    private const double Shared = 2;

    // Sums of multiples of 2⁻²⁰ have no rounding, so that their order does not matter.
    private const double Exact = 1 << 20;

    private readonly int _groups;
    private readonly int _blocks;
    private readonly Vector256<double>[] _table;
    private readonly Vector256<double>[] _sizes;

    private GroupLikelihood(int groups, int blocks, Vector256<double>[] table, Vector256<double>[] sizes) =>
        (_groups, _blocks, _table, _sizes) = (groups, blocks, table, sizes);

    /// <summary>The likelihoods after so many rounds.</summary>
    /// <param name="rows">Canonical rows, since sums of weights depend on their order.</param>
    /// <param name="groupOfRow">The group of each row; a negative one takes no part.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="rounds">One takes the groups as they are; each further one weighs people by the likelihoods of the round before.</param>
    public static GroupLikelihood Learn(VoteRows rows, int[] groupOfRow, int groups, int rounds)
    {
        var blocks = (groups + Lanes - 1) / Lanes;
        Span<Vector256<double>> weights = stackalloc Vector256<double>[blocks];
        GroupLikelihood? likelihood = null;
        for (var round = 0; round < rounds; round++)
        {
            var counts = new Vector256<double>[(rows.Columns << VoteMatrix.StanceBits) * blocks];
            var sizes = new Vector256<double>[blocks];
            for (var row = 0; row < rows.Count; row++)
            {
                if (groupOfRow[row] < 0)
                {
                    continue;
                }

                var codes = CodesOf(rows, row);
                if (likelihood is null)
                {
                    weights.Clear();
                    Flat(weights)[groupOfRow[row]] = 1;
                }
                else
                {
                    likelihood.Sum(codes, weights);
                    likelihood.Normalise(Flat(weights));
                }

                Add(counts, sizes, codes, weights);
            }

            likelihood = Of(counts, sizes, groups, blocks);
        }

        return likelihood!;
    }

    /// <summary>The likelihoods by the codes of other rows, of which <paramref name="newCode"/> gives those that were learnt.</summary>
    public GroupLikelihood For(uint[] newCode)
    {
        var table = new Vector256<double>[newCode.Length * _blocks];
        for (var code = 0; code < newCode.Length; code++)
        {
            if (newCode[code] != CanonicalVotes.Nothing)
            {
                _table.AsSpan((int)newCode[code] * _blocks, _blocks).CopyTo(table.AsSpan(code * _blocks));
            }
        }

        return new GroupLikelihood(_groups, _blocks, table, _sizes);
    }

    /// <summary>The likeliest group of each row that is in one, of equally likely ones the first; −1 stays.</summary>
    public int[] Assign(VoteRows rows, int[] groupOfRow, int threads, CancellationToken cancellationToken)
    {
        var assigned = new int[groupOfRow.Length];
        rows.ForEachPart(threads, part =>
        {
            Span<Vector256<double>> sums = stackalloc Vector256<double>[_blocks];
            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                assigned[row] = -1;
                if (groupOfRow[row] >= 0)
                {
                    Sum(CodesOf(rows, row), sums);
                    assigned[row] = FirstLargest(Flat(sums)[.._groups]);
                }
            }
        }, cancellationToken);
        return assigned;
    }

    private static GroupLikelihood Of(Vector256<double>[] counts, Vector256<double>[] sizes, int groups, int blocks)
    {
        var table = new Vector256<double>[counts.Length];
        for (var at = 0; at < counts.Length; at += blocks << VoteMatrix.StanceBits)
        {
            var disagrees = counts.AsSpan(at, blocks);
            var agrees = counts.AsSpan(at + (2 * blocks), blocks);
            var (no, yes) = (1.0, 1.0);
            for (var b = 0; b < blocks; b++)
            {
                no += Vector256.Sum(disagrees[b]);
                yes += Vector256.Sum(agrees[b]);
            }

            var share = Shared / (no + yes);
            for (var b = 0; b < blocks; b++)
            {
                var votes = agrees[b] + disagrees[b] + Vector256.Create(Shared);
                table[at + b] = Rounded(Vector256.Log((disagrees[b] + Vector256.Create(share * no)) / votes));
                table[at + (2 * blocks) + b] = Rounded(Vector256.Log((agrees[b] + Vector256.Create(share * yes)) / votes));
            }
        }

        var logs = new Vector256<double>[blocks];
        for (var lane = 0; lane < blocks * Lanes; lane++)
        {
            Flat(logs)[lane] = lane < groups ? Math.Log(Flat(sizes)[lane] + 1) : double.NegativeInfinity;
        }

        return new GroupLikelihood(groups, blocks, table, Array.ConvertAll(logs, Rounded));
    }

    private static Vector256<double> Rounded(Vector256<double> value) => Vector256.Round(value * Exact) / Exact;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<uint> codes, Span<Vector256<double>> sums)
    {
        _sizes.CopyTo(sums);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        for (var b = 0; b < sums.Length; b++)
        {
            var sum = Vector256<double>.Zero;
            foreach (var code in codes)
            {
                sum += Unsafe.Add(ref table, (nint)((code * (uint)sums.Length) + (uint)b));
            }

            sums[b] += sum;
        }
    }

    private static void Add(Vector256<double>[] counts, Vector256<double>[] sizes, ReadOnlySpan<uint> codes, ReadOnlySpan<Vector256<double>> weights)
    {
        for (var b = 0; b < weights.Length; b++)
        {
            sizes[b] += weights[b];
            foreach (var code in codes)
            {
                counts[((int)code * weights.Length) + b] += weights[b];
            }
        }
    }

    /// <summary>Turns logarithms into shares that add up to 1.</summary>
    private void Normalise(Span<double> logs)
    {
        var (most, total) = (logs[FirstLargest(logs)], 0.0);
        for (var g = 0; g < _groups; g++)
        {
            logs[g] = Math.Exp(logs[g] - most);
            total += logs[g];
        }

        for (var g = 0; g < logs.Length; g++)
        {
            logs[g] = g < _groups ? logs[g] / total : 0;
        }
    }

    private static int FirstLargest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    private static Span<double> Flat(Span<Vector256<double>> blocks) => MemoryMarshal.Cast<Vector256<double>, double>(blocks);

    private static ReadOnlySpan<uint> CodesOf(VoteRows rows, int row) => rows.Codes.AsSpan(rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]);
}
