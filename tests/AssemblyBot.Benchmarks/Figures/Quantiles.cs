namespace AssemblyBot.Benchmarks.Figures;

/// <summary>The spread of a list of durations.</summary>
internal static class Quantiles
{
    /// <summary>The duration that the given share of the list does not exceed, in the list's unit.</summary>
    public static double Of(IReadOnlyList<double> sortedTimes, double share) => sortedTimes.Count == 0
        ? 0
        : sortedTimes[(int)Math.Min(sortedTimes.Count - 1, share * sortedTimes.Count)];
}
