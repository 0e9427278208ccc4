namespace AssemblyBot.Benchmarks.Figures;

/// <summary>The spread of a list of durations.</summary>
internal static class Quantiles
{
    /// <summary>The duration that the given share of the list does not exceed, in milliseconds.</summary>
    public static double Of(IReadOnlyList<double> sortedMilliseconds, double share) => sortedMilliseconds.Count == 0
        ? 0
        : sortedMilliseconds[(int)Math.Min(sortedMilliseconds.Count - 1, share * sortedMilliseconds.Count)];
}
