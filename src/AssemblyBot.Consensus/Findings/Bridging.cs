using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Findings;

/// <summary>
/// What a statement earns across the divide, whatever the groups: its intercept i(n) in r ≈ μ + i(u) + i(n) + f(u) f(n), fitted to all
/// votes with r = 1 for agree, ½ for pass and 0 for disagree.
/// </summary>
/// <remarks>
/// Minimises Σ (r − μ − i(u) − i(n) − f(u) f(n))² + 0.15 (i(u)² + i(n)² + μ²) + 0.03 (f(u)² + f(n)²) by alternating least squares: each sweep solves
/// every person's two numbers, then every statement's, in one pass over the votes, and <see cref="AndersonMixing"/> spares most of the sweeps.
/// It starts from the first component and ends when a sweep moves no number by 1e-8, a hundredth of what is published.
/// Source: twitter/communitynotes, documentation/under-the-hood/ranking-notes.md. A statement that is moderated out takes no part.
/// </remarks>
internal sealed class Bridging
{
    private const double InterceptPenalty = 0.15;
    private const double FactorPenalty = 0.03;
    private const double Still = 1e-8;
    private const int FewestSweeps = 40;
    private const int MostSweeps = 1000;
    private const int MostVotes = 20_000_000;
    private const int Totals = 8;

    private readonly VoteRows _rows;
    private readonly int[] _counts;
    private readonly bool[] _zeroed;
    private readonly bool _hasZeroed;
    private readonly int _threads;
    private readonly CancellationToken _cancellationToken;
    private readonly Vector256<double>[] _table;
    private readonly Vector256<double>[][] _sums;
    private readonly double[][] _totals;
    private readonly double[] _intercepts;
    private readonly double[] _factors;
    private double _mean = 0.5;

    private Bridging(VoteRows rows, VoteMatrix votes, double[] intercepts, double[] factors, int threads, CancellationToken cancellationToken)
    {
        (_rows, _counts, _zeroed, _threads, _cancellationToken) = (rows, votes.Counts, votes.ModeratedOut, threads, cancellationToken);
        (_intercepts, _factors) = (intercepts, factors);
        _hasZeroed = _zeroed.Contains(true);
        _table = new Vector256<double>[_counts.Length];
        _sums = [.. Enumerable.Range(0, rows.Parts).Select(_ => new Vector256<double>[_counts.Length])];
        _totals = [.. Enumerable.Range(0, rows.Parts).Select(_ => new double[Totals])];
    }

    /// <summary>Intercept and factor of every statement, 0 for those without votes or moderated out; each a multiple of 2⁻²⁰.</summary>
    /// <param name="rows">The votes.</param>
    /// <param name="votes">What is known of the columns.</param>
    /// <param name="components">The first is where it starts, on the scale on which a factor of about ½ parts an agreement from a pass.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static BridgingScores Fit(VoteRows rows, VoteMatrix votes, PrincipalComponents components, int threads, CancellationToken cancellationToken)
    {
        var scale = Math.Sqrt(components.First.Length) / 4;
        var factors = Array.ConvertAll(components.First, loading => loading * scale);
        var fit = new Bridging(rows, votes, new double[factors.Length], factors, threads, cancellationToken);
        var mixing = new AndersonMixing(1 + (2 * factors.Length));
        var most = Math.Clamp(MostVotes / Math.Max(1, rows.Votes), FewestSweeps, MostSweeps);
        for (var sweeps = 1; ; sweeps++)
        {
            var state = fit.State();
            var loss = fit.Sweep();
            var next = fit.State();
            var moved = mixing.Step(state, next, loss);
            if (moved < Still || sweeps >= most)
            {
                return new BridgingScores(Array.ConvertAll(fit._intercepts, Round), Array.ConvertAll(fit._factors, Round), sweeps);
            }

            fit.Restore(next);
        }
    }

    /// <summary>μ, intercepts and factors in a row.</summary>
    private double[] State() => [_mean, .. _intercepts, .. _factors];

    private void Restore(double[] state)
    {
        _mean = state[0];
        Array.Copy(state, 1, _intercepts, 0, _intercepts.Length);
        Array.Copy(state, 1 + _intercepts.Length, _factors, 0, _factors.Length);
    }

    private static double Round(double value) => (Math.Round(value * (1 << 20)) / (1 << 20)) + 0.0;

    /// <summary>One round of least squares; returns the loss at its start, people solved.</summary>
    private double Sweep()
    {
        var loss = (InterceptPenalty * _mean * _mean) + Penalties();
        for (var code = 0; code < _table.Length; code++)
        {
            var j = code >> VoteMatrix.StanceBits;
            var rest = ((code & 3) * 0.5) - _mean - _intercepts[j];
            loss += _zeroed[j] ? 0 : _counts[code] * rest * rest;
            _table[code] = _zeroed[j] ? default : Vector256.Create(_factors[j], _factors[j] * _factors[j], rest, _factors[j] * rest);
        }

        _rows.ForEachPart(_threads, SolvePeople, _cancellationToken);
        for (var part = 1; part < _sums.Length; part++)
        {
            for (var code = 0; code < _table.Length; code++)
            {
                _sums[0][code] += _sums[part][code];
            }

            for (var i = 0; i < Totals; i++)
            {
                _totals[0][i] += _totals[part][i];
            }
        }

        SolveStatements(_sums[0], _totals[0]);
        return loss - _totals[0][7];
    }

    private double Penalties()
    {
        var sum = 0.0;
        for (var j = 0; j < _intercepts.Length; j++)
        {
            sum += (InterceptPenalty * _intercepts[j] * _intercepts[j]) + (FactorPenalty * _factors[j] * _factors[j]);
        }

        return sum;
    }

    /// <summary>
    /// Solves i(u) and f(u) of each person of a part from Σ (f, f², rest, f · rest) over their votes, and adds
    /// (f(u), f(u)², i(u), f(u) i(u)) to each of their votes' codes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolvePeople(int part)
    {
        Array.Clear(_sums[part]);
        var totals = _totals[part];
        Array.Clear(totals);
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_rows.Codes);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums[part]);
        var starts = _rows.RowStart;
        var (votes, moved, people, factors, squares, products, intercepts, explained) = (0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var last = _rows.PartStart[part + 1];
        for (var row = _rows.PartStart[part]; row < last; row++)
        {
            var (from, to) = (starts[row], starts[row + 1]);
            var (first, second, third, fourth) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var i = from;
            for (; i + 3 < to; i += 4)
            {
                first += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i));
                second += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 1));
                third += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 2));
                fourth += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i + 3));
            }

            for (; i < to; i++)
            {
                first += Unsafe.Add(ref table, (nint)Unsafe.Add(ref codes, i));
            }

            first = (first + second) + (third + fourth);
            var n = _hasZeroed ? Counted(_rows.Codes.AsSpan(from, to - from)) : to - from;
            var (f, rest, product) = (first.GetElement(0), first.GetElement(2), first.GetElement(3));
            var (intercept, own) = Solve(n + InterceptPenalty, f, first.GetElement(1) + FactorPenalty, rest, product);
            var mine = Vector256.Create(own, own * own, intercept, own * intercept);
            for (i = from; i + 3 < to; i += 4)
            {
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref codes, i)) += mine;
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref codes, i + 1)) += mine;
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref codes, i + 2)) += mine;
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref codes, i + 3)) += mine;
            }

            for (; i < to; i++)
            {
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref codes, i)) += mine;
            }

            votes += n;
            moved += rest - (n * intercept) - (f * own);
            people += n == 0 ? 0 : 1;
            factors += own;
            squares += own * own;
            products += own * intercept;
            intercepts += intercept;
            explained += (rest * intercept) + (product * own);
        }

        (totals[0], totals[1], totals[2], totals[3], totals[4], totals[5], totals[6], totals[7]) = (votes, moved, people, factors, squares, products, intercepts, explained);
    }

    private int Counted(ReadOnlySpan<uint> codes)
    {
        var count = 0;
        foreach (var code in codes)
        {
            count += _zeroed[code >> VoteMatrix.StanceBits] ? 0 : 1;
        }

        return count;
    }

    /// <summary>Moves μ by the mean residual, then solves i(n) and f(n) of each statement.</summary>
    private void SolveStatements(Vector256<double>[] sums, double[] totals)
    {
        _mean = totals[0] == 0 ? 0 : ((_mean * totals[0]) + totals[1]) / (totals[0] + InterceptPenalty);
        var seen = 0;
        for (var j = 0; j < _intercepts.Length; j++)
        {
            var at = j << VoteMatrix.StanceBits;
            var n = _zeroed[j] ? 0 : _counts[at] + _counts[at + 1] + _counts[at + 2];
            if (n == 0)
            {
                (_intercepts[j], _factors[j]) = (0, 0);
                continue;
            }

            seen++;
            var sum = sums[at] + sums[at + 1] + sums[at + 2];
            var said = (0.5 * _counts[at + 1]) + _counts[at + 2];
            var saidByFactor = (0.5 * sums[at + 1][0]) + sums[at + 2][0];
            (_intercepts[j], _factors[j]) = Solve(
                n + InterceptPenalty,
                sum[0],
                sum[1] + FactorPenalty,
                said - sum[2] - (_mean * n),
                saidByFactor - sum[3] - (_mean * sum[0]));
        }

        Rebalance(totals, seen);
    }

    /// <summary>
    /// Takes the five steps that leave every prediction as it is and only lower the penalties, along which alternating
    /// least squares alone would creep: from i(u) and from i(n) into μ, from i(n) into f(u), from i(u) into f(n), and the scale of the factors.
    /// </summary>
    private void Rebalance(double[] totals, int seen)
    {
        var (people, own, ownSquares, ownProducts, ownIntercepts) = (totals[2], totals[3], totals[4], totals[5], totals[6]);
        var (intercepts, factors, squares, products) = (0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < _intercepts.Length; j++)
        {
            intercepts += _intercepts[j];
            factors += _factors[j];
            squares += _factors[j] * _factors[j];
            products += _intercepts[j] * _factors[j];
        }

        var fromPeople = (ownIntercepts - _mean) / (people + 1);
        _mean += fromPeople;
        ownIntercepts -= fromPeople * people;
        ownProducts -= fromPeople * own;
        var intoMean = (intercepts - _mean) / (seen + 1);
        products -= intoMean * factors;
        var intoPeople = ((InterceptPenalty * products) - (FactorPenalty * own)) / ((InterceptPenalty * squares) + (FactorPenalty * people) + double.Epsilon);
        ownSquares += intoPeople * ((2 * own) + (intoPeople * people));
        ownProducts += intoPeople * ownIntercepts;
        var intoFactors = ((InterceptPenalty * ownProducts) - (FactorPenalty * factors)) / ((InterceptPenalty * ownSquares) + (FactorPenalty * seen) + double.Epsilon);
        squares += intoFactors * ((2 * factors) + (intoFactors * seen));
        var scale = squares > 0 && ownSquares > 0 ? Math.Pow(ownSquares / squares, 0.25) : 1;
        _mean += intoMean;
        for (var j = 0; j < _intercepts.Length; j++)
        {
            if (_intercepts[j] != 0 || _factors[j] != 0)
            {
                _intercepts[j] -= intoMean + (intoPeople * _factors[j]);
                _factors[j] = (_factors[j] + intoFactors) * scale;
            }
        }
    }

    /// <summary>The solution of a·x + b·y = p, b·x + c·y = q, whose determinant the penalties keep positive.</summary>
    private static (double X, double Y) Solve(double a, double b, double c, double p, double q)
    {
        var determinant = (a * c) - (b * b);
        return (((c * p) - (b * q)) / determinant, ((a * q) - (b * p)) / determinant);
    }
}
