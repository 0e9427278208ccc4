using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Summaries;

/// <summary>
/// What is kept of a report so that a later one, after a restart, names the groups and turns the map as it did: who was in
/// which group, and the axes. No number of a report depends on it.
/// </summary>
internal static class GroupMemory
{
    /// <summary>The name of its <see cref="Snapshot"/>.</summary>
    public const string SnapshotName = "groups";

    private const int Version = 1;

    /// <summary>What is kept of a report.</summary>
    public static Snapshot Of(AssemblyId assembly, AssemblyAnalysis analysis)
    {
        var report = analysis.Report;
        var members = report.Participants.Where(person => person.Group is not null).ToArray();
        var kept = new KeptGroups(
            Version,
            [.. report.Groups.Select(group => group.Id)],
            [.. members.Select(person => person.Participant)],
            [.. members.Select(person => person.Group!.Value)],
            [.. report.Statements.Select(statement => new KeptAxes(
                statement.Statement, statement.Seen, [statement.LoadingX, statement.LoadingY, .. statement.FurtherLoadings]))]);
        return new Snapshot(assembly, SnapshotName, analysis.Head, JsonSerializer.SerializeToUtf8Bytes(kept, KeptJson.Default.KeptGroups));
    }

    /// <summary>A report with nothing in it but what was kept, to go on from; null when it is of another version.</summary>
    public static ConsensusReport? Read(Snapshot snapshot)
    {
        KeptGroups? kept;
        try
        {
            kept = JsonSerializer.Deserialize(snapshot.Body, KeptJson.Default.KeptGroups);
        }
        catch (JsonException)
        {
            return null;
        }

        return kept is { Version: Version } ? ReportOf(kept) : null;
    }

    private static ConsensusReport ReportOf(KeptGroups kept) => new()
    {
        Options = new ConsensusOptions(),
        ParticipantCount = kept.People.Count,
        StatementCount = kept.Statements.Count,
        VoteCount = 0,
        EligibleCount = kept.People.Count,
        ExplainedVariance = [],
        Groups =
        [
            .. kept.Groups.Select(id => new OpinionGroup
            {
                Id = id, Size = kept.GroupOf.Count(group => group == id), X = 0, Y = 0, Representative = [],
            }),
        ],
        Participants = [.. kept.People.Zip(kept.GroupOf, (person, group) => new ParticipantFinding(person, 0, 0, group, 0, 0))],
        Statements = [.. kept.Statements.Select(FindingOf)],
        ConsensusAgree = [],
        ConsensusDisagree = [],
        Silhouettes = [],
        Missing = new MissingPeople(0, 0, []),
        Timings = [],
    };

    private static StatementFinding FindingOf(KeptAxes kept) => new()
    {
        Statement = kept.Statement,
        ModeratedOut = false,
        Meta = false,
        Agrees = kept.Seen,
        Disagrees = 0,
        Passes = 0,
        AgreeShare = 0,
        DisagreeShare = 0,
        AgreeTest = 0,
        DisagreeTest = 0,
        Center = 0,
        LoadingX = kept.Loadings[0],
        LoadingY = kept.Loadings[1],
        FurtherLoadings = [.. kept.Loadings.Skip(2)],
        X = 0,
        Y = 0,
        Priority = 0,
        GroupAwareConsensus = 0,
        GroupAwareDisagreement = 0,
        GroupAwareConsensusMean = 0,
        GroupAwareDisagreementMean = 0,
        SmallestAgreement = 0,
        SmallestDisagreement = 0,
        AgreementBound = 0,
        DisagreementBound = 0,
        ByGroup = [],
    };
}

/// <summary>A <see cref="GroupMemory"/> as it is stored.</summary>
/// <param name="Version">Of this shape.</param>
/// <param name="Groups">The identities of the groups.</param>
/// <param name="People">The numbers of those who are in one.</param>
/// <param name="GroupOf">The group of each of them.</param>
/// <param name="Statements">The axes.</param>
internal sealed record KeptGroups(
    int Version, IReadOnlyList<int> Groups, IReadOnlyList<long> People, IReadOnlyList<int> GroupOf, IReadOnlyList<KeptAxes> Statements);

/// <summary>A statement, how many people saw it, and its part in each axis; there are two or more.</summary>
internal sealed record KeptAxes(int Statement, int Seen, IReadOnlyList<double> Loadings);

[JsonSerializable(typeof(KeptGroups))]
internal sealed partial class KeptJson : JsonSerializerContext;
