using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Reports;

/// <summary>What is written for people to read elsewhere: what an analysis found, with the words it is about.</summary>
public sealed record PublishedReport
{
    /// <summary>What the assembly is about.</summary>
    public required string Title { get; init; }

    /// <summary>Where it ran; empty when that is not known.</summary>
    public string Url { get; init; } = "";

    /// <summary>What was found.</summary>
    public required ConsensusReport Findings { get; init; }

    /// <summary>The statements' texts by their numbers; a statement without a text is written without one.</summary>
    public required IReadOnlyDictionary<int, string> Texts { get; init; }

    /// <summary>The vote events that the findings rest on, re-votes included.</summary>
    public required int VoteEvents { get; init; }

    /// <summary>What the work took, in order: <c>load</c>, <c>analyse</c>, and each stage of the analysis.</summary>
    public IReadOnlyList<StageTiming> Timings { get; init; } = [];

    /// <summary>The text of a statement, empty when it is not known.</summary>
    public string TextOf(int statement) => Texts.GetValueOrDefault(statement, "");
}
