using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Reports;

/// <summary>What came of an analysis from files to files.</summary>
public sealed record AnalysisResult
{
    /// <summary>The report, as it was written.</summary>
    public required PublishedReport Report { get; init; }

    /// <summary>The findings as a person reads them.</summary>
    public required IReadOnlyList<FindingsSection> Findings { get; init; }

    /// <summary>The files that were written; empty when none were asked for.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Which number meant "agree".</summary>
    public required VoteSign Sign { get; init; }

    /// <summary>Where that is known from.</summary>
    public required VoteSignSource SignSource { get; init; }

    /// <summary>What looked odd in the files though they could be read, one sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What the writing took.</summary>
    public required TimeSpan Written { get; init; }
}
