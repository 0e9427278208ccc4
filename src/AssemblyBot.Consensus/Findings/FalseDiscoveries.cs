using MathNet.Numerics.Distributions;

namespace AssemblyBot.Consensus.Findings;

/// <summary>Allows for the many tests: the p-values of Benjamini and Hochberg, below q for a list in which a share of q is expected to be false.</summary>
/// <remarks>Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57 (1995).</remarks>
internal static class FalseDiscoveries
{
    /// <summary>One-sided p-value of a z.</summary>
    public static double Tail(double z) => Normal.CDF(0, 1, -z);

    /// <summary>p(i) · number of tests ÷ rank of p(i), made monotone, at most 1.</summary>
    public static double[] Adjust(double[] tails)
    {
        var order = Enumerable.Range(0, tails.Length).ToArray();
        Array.Sort((double[])tails.Clone(), order);
        var adjusted = new double[tails.Length];
        var least = 1.0;
        for (var rank = tails.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, tails[order[rank - 1]] * tails.Length / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }
}
