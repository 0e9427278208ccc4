using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

internal sealed class Mixture
{
    public double[][] Belonging = [];
    public double Evidence;
    public double Concentration;

    public static Mixture Fit(VoteRows rows, int[] start, int k, int steps, double concentration = 0, int[]? counts = null)
    {
        counts ??= SampledRows.CountsOf(rows);
        var n = rows.Count;
        var codes = counts.Length;
        var bas = new double[codes];
        for (var j = 0; j < rows.Columns; j++)
        {
            var at = j << 2;
            var seen = counts[at] + counts[at + 1] + counts[at + 2];
            for (var s = 0; s < 3; s++)
            {
                bas[at + s] = (counts[at + s] + (1.0 / 3)) / (seen + 1);
            }
        }

        var belonging = new double[k][];
        for (var g = 0; g < k; g++)
        {
            belonging[g] = new double[n];
            for (var i = 0; i < n; i++)
            {
                belonging[g][i] = start[i] < 0 ? 1.0 / k : start[i] == g ? 1 : 0;
            }
        }

        var tally = new double[k][];
        var table = new double[k][];
        for (var g = 0; g < k; g++)
        {
            (tally[g], table[g]) = (new double[codes], new double[codes]);
        }

        var sizes = new double[k];
        var alpha = concentration > 0 ? concentration : 10;
        var evidence = 0.0;
        var scores = new double[k];
        for (var step = 0; step < steps; step++)
        {
            for (var g = 0; g < k; g++)
            {
                Array.Clear(tally[g]);
                sizes[g] = belonging[g].Sum();
            }

            for (var i = 0; i < n; i++)
            {
                for (var at = rows.RowStart[i]; at < rows.RowStart[i + 1]; at++)
                {
                    var code = rows.Codes[at];
                    for (var g = 0; g < k; g++)
                    {
                        tally[g][code] += belonging[g][i];
                    }
                }
            }

            if (concentration == 0)
            {
                var (above, norm) = (0.0, 0.0);
                for (var g = 0; g < k; g++)
                {
                    for (var j = 0; j < rows.Columns; j++)
                    {
                        var at = j << 2;
                        var m = tally[g][at] + tally[g][at + 1] + tally[g][at + 2];
                        for (var s = 0; s < 3; s++)
                        {
                            var d = tally[g][at + s] - (m * bas[at + s]);
                            var noise = bas[at + s] * (1 - bas[at + s]);
                            above += (d * d) - (m * noise);
                            norm += m * Math.Max(0, m - 1) * noise;
                        }
                    }
                }

                var rho = Math.Clamp(norm > 0 ? above / norm : 0, 0.005, 0.5);
                alpha = (1 / rho) - 1;
            }

            for (var g = 0; g < k; g++)
            {
                for (var j = 0; j < rows.Columns; j++)
                {
                    var at = j << 2;
                    var m = tally[g][at] + tally[g][at + 1] + tally[g][at + 2] + alpha;
                    for (var s = 0; s < 3; s++)
                    {
                        table[g][at + s] = Math.Log((tally[g][at + s] + (alpha * bas[at + s])) / m);
                    }
                }
            }

            evidence = 0;
            for (var i = 0; i < n; i++)
            {
                var most = double.NegativeInfinity;
                for (var g = 0; g < k; g++)
                {
                    scores[g] = Math.Log((sizes[g] + 1) / (n + k));
                    for (var at = rows.RowStart[i]; at < rows.RowStart[i + 1]; at++)
                    {
                        scores[g] += table[g][rows.Codes[at]];
                    }

                    most = Math.Max(most, scores[g]);
                }

                var sum = 0.0;
                for (var g = 0; g < k; g++)
                {
                    sum += belonging[g][i] = Math.Exp(scores[g] - most);
                }

                for (var g = 0; g < k; g++)
                {
                    belonging[g][i] /= sum;
                }

                evidence += most + Math.Log(sum);
            }
        }

        // Dirichlet part: log p(theta tally) penalty, as sum over groups and columns of KL of posterior to prior at these counts.
        var cost = 0.0;
        for (var g = 0; g < k; g++)
        {
            for (var j = 0; j < rows.Columns; j++)
            {
                var at = j << 2;
                var m = tally[g][at] + tally[g][at + 1] + tally[g][at + 2];
                if (m <= 0)
                {
                    continue;
                }

                cost += LogGamma(alpha) - LogGamma(alpha + m);
                for (var s = 0; s < 3; s++)
                {
                    var a = alpha * bas[at + s];
                    cost += LogGamma(a + tally[g][at + s]) - LogGamma(a) - (tally[g][at + s] * table[g][at + s]);
                }
            }
        }

        return new Mixture { Belonging = belonging, Evidence = evidence + cost, Concentration = alpha };
    }

    public int[] Labels()
    {
        var labels = new int[Belonging[0].Length];
        for (var i = 0; i < labels.Length; i++)
        {
            for (var g = 1; g < Belonging.Length; g++)
            {
                if (Belonging[g][i] > Belonging[labels[i]][i])
                {
                    labels[i] = g;
                }
            }
        }

        return labels;
    }

    private static double LogGamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);
}
