namespace AssemblyBot.Publishing.Reports;

/// <summary>The counts at the head of a <c>report.json</c>.</summary>
internal sealed record ReportCounts
{
    /// <summary>People with a vote.</summary>
    public required int Participants { get; init; }

    /// <summary>People with enough votes to be grouped.</summary>
    public required int Eligible { get; init; }

    /// <summary>People in a group.</summary>
    public required int Grouped { get; init; }

    /// <summary>Statements known.</summary>
    public required int Statements { get; init; }

    /// <summary>Statements that were moderated out or are about the people.</summary>
    public required int ModeratedOut { get; init; }

    /// <summary>Votes that count, one for each person and statement.</summary>
    public required int Votes { get; init; }

    /// <summary>Vote events, re-votes included.</summary>
    public required int VoteEvents { get; init; }
}
