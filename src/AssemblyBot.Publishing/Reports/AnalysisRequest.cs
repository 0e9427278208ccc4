using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Reports;

/// <summary>What to analyse, how, and where to write it.</summary>
public sealed record AnalysisRequest
{
    /// <summary>The folder of the published conversation.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder to write the four files to; null to write none.</summary>
    public string? Output { get; init; }

    /// <summary>An earlier report to go on from, so that groups keep their identity; null without one. See <see cref="ReportFolder.ReadAsync"/>.</summary>
    public string? Earlier { get; init; }

    /// <summary>How to read the files.</summary>
    public PolisReadOptions Reading { get; init; } = PolisReadOptions.Default;

    /// <summary>How to analyse the votes.</summary>
    public ConsensusOptions Consensus { get; init; } = new();

    /// <summary>Asked for the vote sign when the files do not declare it; null to take 1 as agree.</summary>
    public Func<PolisConversation, CancellationToken, ValueTask<VoteSign>>? ConfirmSign { get; init; }
}
