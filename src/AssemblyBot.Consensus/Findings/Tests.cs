namespace AssemblyBot.Consensus.Findings;

/// <summary>The shares and tests from which every statistic is made.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/stats.clj, lines 10–45, and repness.clj, lines 64–100.</remarks>
internal static class Tests
{
    /// <summary>(s + 1) / (n + 2).</summary>
    public static double Share(int successes, int trials) => (successes + 1.0) / (trials + 2.0);

    /// <summary>z of s in n against one half: 2 √(n + 1) ((s + 1) / (n + 1) − ½).</summary>
    public static double OneProportion(int successes, int trials) =>
        2 * Math.Sqrt(trials + 1.0) * (((successes + 1.0) / (trials + 1.0)) - 0.5);

    /// <summary>z of s in n against s′ in n′, each number one larger, pooled; 0 if everybody succeeded on both sides.</summary>
    public static double TwoProportions(int successes, int trials, int otherSuccesses, int otherTrials)
    {
        double a = successes + 1, b = otherSuccesses + 1, n = trials + 1, m = otherTrials + 1;
        var pooled = (a + b) / (n + m);
        return pooled == 1 ? 0 : ((a / n) - (b / m)) / Math.Sqrt(pooled * (1 - pooled) * ((1 / n) + (1 / m)));
    }

    /// <summary>Lower end of the one-sided Wilson interval of s in n at z; 0 for n = 0.</summary>
    public static double LowerBound(int successes, int trials, double z)
    {
        if (trials == 0)
        {
            return 0;
        }

        var share = (double)successes / trials;
        var square = z * z / trials;
        var spread = z * Math.Sqrt((share * (1 - share) / trials) + (square / (4 * trials)));
        return Math.Max(0, (share + (square / 2) - spread) / (1 + square));
    }
}
