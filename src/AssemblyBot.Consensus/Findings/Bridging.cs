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
/// every person's two numbers, then every statement's, in one pass over the votes. It starts from earlier scores or from the first component.
/// Source: twitter/communitynotes, documentation/under-the-hood/ranking-notes.md. A statement that is moderated out takes no part.
/// </remarks>
internal sealed class Bridging
{
    private const double InterceptPenalty = 0.15;
    private const double FactorPenalty = 0.03;
    private const double Still = 1e-5;
    private const double LongestLeap = 10;
    private const int MostSweeps = 40;
    private const int Totals = 6;

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

    /// <summary>Intercept and factor of every statement, 0 for those without votes or moderated out.</summary>
    public static BridgingScores Fit(VoteRows rows, VoteMatrix votes, PrincipalComponents components, ConsensusReport? previous, int threads, CancellationToken cancellationToken)
    {
        var (intercepts, factors) = StartFrom(votes, components, previous);
        var fit = new Bridging(rows, votes, intercepts, factors, threads, cancellationToken);
        var start = fit.State();
        var sweeps = 0;
        while (sweeps < MostSweeps)
        {
            sweeps += 2;
            fit.Sweep();
            var middle = fit.State();
            if (fit.Sweep() < Still)
            {
                break;
            }

            start = fit.Leap(start, middle);
        }

        return new BridgingScores(fit._intercepts, fit._factors, sweeps);
    }

    /// <summary>
    /// The scores of an earlier report or else no intercepts and, as factors, the first component, on the scale on which a factor of
    /// about ½ parts an agreement from a pass.
    /// </summary>
    private static (double[] Intercepts, double[] Factors) StartFrom(VoteMatrix votes, PrincipalComponents components, ConsensusReport? previous)
    {
        var scale = Math.Sqrt(components.First.Length) / 4;
        var (intercepts, factors) = (new double[components.First.Length], Array.ConvertAll(components.First, loading => loading * scale));
        var isKnown = previous is not null && previous.Statements.Any(statement => statement.BridgingFactor != 0);
        foreach (var statement in isKnown ? previous!.Statements : [])
        {
            var column = votes.ColumnOf(statement.Statement);
            if (column >= 0 && !votes.ModeratedOut[column])
            {
                (intercepts[column], factors[column]) = (statement.Bridging, statement.BridgingFactor);
            }
        }

        return (intercepts, factors);
    }

    /// <summary>μ, intercepts and factors in a row.</summary>
    private double[] State() => [_mean, .. _intercepts, .. _factors];

    /// <summary>
    /// Goes on from two sweeps by the step that their differences r and v foretell, −2αr + α²v with α = −|r| / |v|, and returns where it ends.
    /// </summary>
    /// <remarks>Source: R. Varadhan and C. Roland, "Simple and globally convergent methods for accelerating the convergence of any EM algorithm" (2008).</remarks>
    private double[] Leap(double[] start, double[] middle)
    {
        var end = State();
        var (r, v) = (0.0, 0.0);
        for (var i = 0; i < end.Length; i++)
        {
            var (first, second) = (middle[i] - start[i], end[i] - (2 * middle[i]) + start[i]);
            r += first * first;
            v += second * second;
        }

        var alpha = v == 0 ? 1 : Math.Clamp(Math.Sqrt(r / v), 1, LongestLeap);
        for (var i = 0; i < end.Length; i++)
        {
            end[i] = start[i] + (2 * alpha * (middle[i] - start[i])) + (alpha * alpha * (end[i] - (2 * middle[i]) + start[i]));
        }

        _mean = end[0];
        Array.Copy(end, 1, _intercepts, 0, _intercepts.Length);
        Array.Copy(end, 1 + _intercepts.Length, _factors, 0, _factors.Length);
        return end;
    }

    /// <summary>One round of least squares; returns the largest change of an intercept.</summary>
    private double Sweep()
    {
        for (var code = 0; code < _table.Length; code++)
        {
            var j = code >> VoteMatrix.StanceBits;
            var rest = ((code & 3) * 0.5) - _mean - _intercepts[j];
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

        return SolveStatements(_sums[0], _totals[0]);
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
        ref var table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums[part]);
        for (var row = _rows.PartStart[part]; row < _rows.PartStart[part + 1]; row++)
        {
            var codes = _rows.Codes.AsSpan(_rows.RowStart[row], _rows.RowStart[row + 1] - _rows.RowStart[row]);
            var sum = Vector256<double>.Zero;
            foreach (var code in codes)
            {
                sum += Unsafe.Add(ref table, (nint)code);
            }

            var n = _hasZeroed ? Counted(codes) : codes.Length;
            var (intercept, own) = Solve(n + InterceptPenalty, sum[0], sum[1] + FactorPenalty, sum[2], sum[3]);
            var mine = Vector256.Create(own, own * own, intercept, own * intercept);
            foreach (var code in codes)
            {
                Unsafe.Add(ref sums, (nint)code) += mine;
            }

            totals[0] += n;
            totals[1] += sum[2] - (n * intercept) - (sum[0] * own);
            totals[2] += n == 0 ? 0 : 1;
            totals[3] += own;
            totals[4] += own * own;
            totals[5] += own * intercept;
        }
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
    private double SolveStatements(Vector256<double>[] sums, double[] totals)
    {
        var before = (double[])_intercepts.Clone();
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
        return _intercepts.Zip(before, (after, earlier) => Math.Abs(after - earlier)).Append(0).Max();
    }

    /// <summary>
    /// Takes the four steps that leave every prediction as it is and only lower the penalties, along which alternating
    /// least squares alone would creep: from i(n) into μ, from i(n) into f(u), from i(u) into f(n), and the scale of the factors.
    /// </summary>
    private void Rebalance(double[] totals, int seen)
    {
        var (people, intercepts, factors, squares, products) = (totals[2], 0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < _intercepts.Length; j++)
        {
            intercepts += _intercepts[j];
            factors += _factors[j];
            squares += _factors[j] * _factors[j];
            products += _intercepts[j] * _factors[j];
        }

        var intoMean = (intercepts - _mean) / (seen + 1);
        var intoPeople = ((InterceptPenalty * products) - (FactorPenalty * totals[3])) / ((InterceptPenalty * squares) + (FactorPenalty * people) + double.Epsilon);
        var intoFactors = ((InterceptPenalty * totals[5]) - (FactorPenalty * factors)) / ((InterceptPenalty * totals[4]) + (FactorPenalty * seen) + double.Epsilon);
        var scale = squares > 0 && totals[4] > 0 ? Math.Pow(totals[4] / squares, 0.25) : 1;
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
