using System.Text.Json.Serialization;

namespace AssemblyBot.Consensus;

/// <summary>What an analysis found; equal votes and options give equal reports, but for <see cref="Timings"/>.</summary>
public sealed record ConsensusReport
{
    /// <summary>The options it was made with.</summary>
    public required ConsensusOptions Options { get; init; }

    /// <summary>People with at least one vote.</summary>
    public required int ParticipantCount { get; init; }

    /// <summary>Statements known, those without votes included.</summary>
    public required int StatementCount { get; init; }

    /// <summary>Votes that count: one for each person and statement.</summary>
    public required int VoteCount { get; init; }

    /// <summary>People with enough votes to be grouped, whether or not groups were found.</summary>
    public required int EligibleCount { get; init; }

    /// <summary>Share of the total variance that each component explains; zeros when there is none.</summary>
    public required IReadOnlyList<double> ExplainedVariance { get; init; }

    /// <summary>The groups in the order of their ids; empty when there are none to be had.</summary>
    public required IReadOnlyList<OpinionGroup> Groups { get; init; }

    /// <summary>One entry per person, by ascending id.</summary>
    public required IReadOnlyList<ParticipantFinding> Participants { get; init; }

    /// <summary>One entry per statement, by ascending id.</summary>
    public required IReadOnlyList<StatementFinding> Statements { get; init; }

    /// <summary>What people as a whole agree with, strongest first.</summary>
    public required IReadOnlyList<ConsensusStatement> ConsensusAgree { get; init; }

    /// <summary>What people as a whole reject, strongest first.</summary>
    public required IReadOnlyList<ConsensusStatement> ConsensusDisagree { get; init; }

    /// <summary>The silhouette of each number of groups tried.</summary>
    public required IReadOnlyList<GroupCountScore> Silhouettes { get; init; }

    /// <summary>
    /// How firm the groups are: mean adjusted Rand index with the groups found when a tenth of the votes is left out;
    /// 1 is unshakeable, below 0.6 they should be called loose. Null without groups and for the classic method.
    /// </summary>
    public double? Firmness { get; init; }

    /// <summary>Who is missing from the groups, and why.</summary>
    public required MissingPeople Missing { get; init; }

    /// <summary>What is different from the earlier report that was given, null without one.</summary>
    public ReportChanges? Changes { get; init; }

    /// <summary>What the classic method carries on; null for the robust one.</summary>
    public ClassicState? Classic { get; init; }

    /// <summary>What each stage took, in the order of the stages.</summary>
    public required IReadOnlyList<StageTiming> Timings { get; init; }

    /// <summary>People who are in a group.</summary>
    [JsonIgnore]
    public int GroupedCount => Groups.Sum(group => group.Size);

    /// <summary>The finding on a statement, null if it is unknown; binary search.</summary>
    public StatementFinding? FindStatement(int id)
    {
        var at = Search(Statements, id, static (finding, id) => finding.Statement.CompareTo(id));
        return at < 0 ? null : Statements[at];
    }

    /// <summary>The finding on a person, null if they cast no vote; binary search.</summary>
    public ParticipantFinding? FindParticipant(long id)
    {
        var at = Search(Participants, id, static (finding, id) => finding.Participant.CompareTo(id));
        return at < 0 ? null : Participants[at];
    }

    /// <summary>The group with an id, null if there is none.</summary>
    public OpinionGroup? FindGroup(int id) => Groups.FirstOrDefault(group => group.Id == id);

    /// <summary>Asked for every statement that a card could hold, so nothing is allocated.</summary>
    private static int Search<T, TId>(IReadOnlyList<T> sorted, TId id, Func<T, TId, int> compare)
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low <= high)
        {
            var middle = (int)(((uint)low + (uint)high) >> 1);
            var order = compare(sorted[middle], id);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
