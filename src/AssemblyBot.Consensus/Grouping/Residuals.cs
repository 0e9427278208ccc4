using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;
using MathNet.Numerics.LinearAlgebra;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// The whitened residuals of all votes, K = w(u) e(u, j) w(j), and the leading eigenvectors of KᵀK, as they are or with all signs thrown anew.
/// </summary>
/// <remarks>
/// The weights make people and statements with few votes count for little and let those with many not count for all: they are those of
/// the linearised belief propagation, whose eigenvectors find groups down to where none can be found. Source: A. Saade, F. Krzakala and L. Zdeborová,
/// "Spectral clustering of graphs with the Bethe Hessian" (2014).
/// </remarks>
internal sealed class Residuals : IDisposable
{
    private const int Width = 4;

    private readonly VoteRows _rows;
    private readonly VoteModel _model;
    private readonly double[] _values;
    private readonly double[] _rowWeights;

    private Residuals(VoteRows rows, VoteModel model, double[] values, double[] rowWeights) =>
        (_rows, _model, _values, _rowWeights) = (rows, model, values, rowWeights);

    /// <summary>One residual for each vote.</summary>
    public static Residuals Of(VoteRows rows, VoteModel model)
    {
        var values = ArrayPool<double>.Shared.Rent(rows.Votes);
        var weights = new double[rows.Count];
        for (var row = 0; row < weights.Length; row++)
        {
            var (from, count) = (rows.RowStart[row], rows.RowStart[row + 1] - rows.RowStart[row]);
            weights[row] = model.Whiten(rows.Codes.AsSpan(from, count), values.AsSpan(from, count));
        }

        return new Residuals(rows, model, values, weights);
    }

    /// <summary>The four largest eigenvalues of KᵀK from a few passes (lower bounds) and, if they are wanted, what a vote's residual adds to a place: w(j) times the eigenvectors.</summary>
    /// <param name="chance">Throws the sign of every residual, if given.</param>
    /// <param name="start">Where to begin, if not at random.</param>
    /// <param name="passes">Passes over the votes.</param>
    /// <param name="withLoadings">Whether the eigenvectors are wanted.</param>
    public (double[] Eigenvalues, Vector256<double>[] Loadings) Leading(SeededRandom? chance, Vector256<double>[]? start, int passes, bool withLoadings)
    {
        var values = ArrayPool<double>.Shared.Rent(_rows.Votes);
        try
        {
            Weigh(values.AsSpan(0, _rows.Votes), chance);
            return Leading(values, start, passes, withLoadings);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    private (double[] Eigenvalues, Vector256<double>[] Loadings) Leading(double[] values, Vector256<double>[]? start, int passes, bool withLoadings)
    {
        var most = Math.Max(1, Math.Min(passes, (_rows.Columns + Width - 1) / Width));
        var basis = new List<Vector256<double>[]>(most);
        var next = start is null ? Random(_rows.Columns) : [.. start.Select((loading, j) => loading / _model.ColumnWeights[j])];
        var projected = Matrix<double>.Build.Dense(most * Width, most * Width);
        for (var b = 0; b < most; b++)
        {
            TallBlock.Orthonormalise(next, 0);
            basis.Add(next);
            next = Multiply(values, next);
            for (var a = 0; a <= b; a++)
            {
                var inner = TallBlock.Inner(basis[a], next);
                for (var r = 0; r < Width; r++)
                {
                    for (var c = 0; c < Width; c++)
                    {
                        projected[(a * Width) + r, (b * Width) + c] = inner[r][c];
                        projected[(b * Width) + c, (a * Width) + r] = inner[r][c];
                    }
                }
            }

            for (var pass = 0; pass < 2 && b + 1 < most; pass++)
            {
                foreach (var earlier in basis)
                {
                    TallBlock.Subtract(next, earlier, TallBlock.Inner(earlier, next));
                }
            }
        }

        var eigen = projected.Evd(Symmetricity.Symmetric);
        var size = eigen.EigenValues.Count;
        double[] leading = [.. Enumerable.Range(1, Width).Select(k => Math.Max(0, eigen.EigenValues[size - k].Real))];
        return (leading, withLoadings ? Loadings(basis, [.. Enumerable.Range(1, Width).Select(k => eigen.EigenVectors.Column(size - k).ToArray())]) : []);
    }

    /// <summary>
    /// S of the first dimension: with y = Σ e · loading and N = Σ i · loading² its variance from noise, people's y² exceed N by S N Σ i on average.
    /// The loadings were found on the same votes, so that a part of it is chance.
    /// </summary>
    public double Strength(Vector256<double>[] loadings)
    {
        var (surplus, norm) = (0.0, 0.0);
        for (var row = 0; row < _rows.Count; row++)
        {
            var (sum, own, noise, told) = (0.0, 0.0, 0.0, 0.0);
            for (var i = _rows.RowStart[row]; i < _rows.RowStart[row + 1]; i++)
            {
                var j = _rows.Codes[i] >> VoteMatrix.StanceBits;
                var part = loadings[j][0] * _values[i];
                sum += part;
                own += part * part;
                noise += loadings[j][0] * loadings[j][0] * _model.Information[j];
                told += _model.Information[j];
            }

            var weight = _rowWeights[row] * _rowWeights[row] * _rowWeights[row] * _rowWeights[row];
            surplus += ((sum * sum) - own) * weight;
            norm += noise * told * weight;
        }

        return norm > 0 ? surplus / norm : 0;
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    private Vector256<double>[] Loadings(List<Vector256<double>[]> basis, double[][] vectors) =>
        [.. TallBlock.Combine(basis, vectors).Select((entry, j) => entry * _model.ColumnWeights[j])];

    /// <summary>K, centred in every column; a copy with other signs has as much freedom as the votes had.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Weigh(Span<double> values, SeededRandom? chance)
    {
        var votes = _model.ColumnVotes;
        var factors = Array.ConvertAll(votes, count => count < 2 ? 0 : chance is null ? 1 : Math.Sqrt(count / (count - 1.0)));
        var means = new double[votes.Length];
        var codes = _rows.Codes.AsSpan(0, values.Length);
        var random = chance ?? default;
        for (var from = 0; from < values.Length; from += 64)
        {
            var bits = chance is null ? 0 : random.NextBits();
            var to = Math.Min(from + 64, values.Length);
            for (var i = from; i < to; i++, bits >>= 1)
            {
                var j = codes[i] >> VoteMatrix.StanceBits;

                // The bit becomes the sign.
                var thrown = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(_values[i]) ^ (bits << 63));
                values[i] = thrown * factors[j];
                means[j] += values[i];
            }
        }

        for (var j = 0; j < means.Length; j++)
        {
            means[j] = votes[j] == 0 ? 0 : means[j] / votes[j];
        }

        for (var row = 0; row < _rows.Count; row++)
        {
            var weight = _rowWeights[row];
            for (var i = _rows.RowStart[row]; i < _rows.RowStart[row + 1]; i++)
            {
                var j = codes[i] >> VoteMatrix.StanceBits;
                values[i] = (values[i] - means[j]) * weight * _model.ColumnWeights[j];
            }
        }
    }

    private static Vector256<double>[] Random(int columns)
    {
        var random = new SeededRandom(0x5EED);
        var start = new Vector256<double>[columns];
        for (var j = 0; j < columns; j++)
        {
            start[j] = Vector256.Create(random.NextNormal(), random.NextNormal(), random.NextNormal(), random.NextNormal());
        }

        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector256<double>[] Multiply(double[] values, Vector256<double>[] v)
    {
        var y = new Vector256<double>[v.Length];
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_rows.Codes);
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        ref var input = ref MemoryMarshal.GetArrayDataReference(v);
        ref var output = ref MemoryMarshal.GetArrayDataReference(y);
        for (var row = 0; row < _rows.Count; row++)
        {
            var (from, to) = (_rows.RowStart[row], _rows.RowStart[row + 1]);

            // Four sums, so that one vote does not wait for the other.
            var (first, second, third, fourth) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var next = from;
            for (; next + 4 <= to; next += 4)
            {
                first += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, next) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, next));
                second += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, next + 1) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, next + 1));
                third += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, next + 2) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, next + 2));
                fourth += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, next + 3) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, next + 3));
            }

            for (; next < to; next++)
            {
                first += Unsafe.Add(ref input, (nint)(Unsafe.Add(ref codes, next) >> VoteMatrix.StanceBits)) * Vector256.Create(Unsafe.Add(ref value, next));
            }

            var sum = first + second + (third + fourth);
            for (var i = from; i < to; i++)
            {
                Unsafe.Add(ref output, (nint)(Unsafe.Add(ref codes, i) >> VoteMatrix.StanceBits)) += sum * Vector256.Create(Unsafe.Add(ref value, i));
            }
        }

        return y;
    }
}
