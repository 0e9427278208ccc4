using System.Globalization;

namespace AssemblyBot.Core.Summaries;

/// <summary>The name of the period that a summary closes: the minute it was due, or <see cref="Final"/>.</summary>
internal static class SummaryPeriod
{
    /// <summary>The summary at the end of an assembly.</summary>
    public const string Final = "final";

    /// <summary>The period that ends at <paramref name="due"/>, such as <c>2026-02-19T17:00Z</c>.</summary>
    public static string Of(DateTimeOffset due) => due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The name of a summary that is shown and not stored.</summary>
    public static string Now(DateTimeOffset now) => $"now {Of(now)}";
}
