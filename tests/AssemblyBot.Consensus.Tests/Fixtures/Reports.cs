using System.Text.Json;

namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>Reports as text, so that two can be compared down to the last digit.</summary>
internal static class Reports
{
    /// <summary>Everything but the timings.</summary>
    public static string Text(ConsensusReport report) => JsonSerializer.Serialize(report with { Timings = [] });

    /// <summary>The group of each person as a label, −1 for none.</summary>
    public static int[] Labels(ConsensusReport report) => [.. report.Participants.Select(person => person.Group ?? -1)];

    /// <summary>Adjusted Rand index of the groups against the truth of a planted conversation, over the people who are grouped.</summary>
    public static double Recovery(ConsensusReport report, IReadOnlyList<int> truth)
    {
        var grouped = report.Participants.Where(person => person.Group is not null).ToArray();
        return Close.Rand([.. grouped.Select(person => person.Group!.Value)], [.. grouped.Select(person => truth[(int)person.Participant - 1])]);
    }
}
