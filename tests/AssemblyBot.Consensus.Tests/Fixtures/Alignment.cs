namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>Brings reports of the same votes into one shape: what an earlier report may decide, the direction of the axes and the names of groups, is taken from the other.</summary>
internal static class Alignment
{
    /// <summary>The report as text with the axes and group names of another, and without what it says about changes.</summary>
    public static string Aligned(ConsensusReport report, ConsensusReport like)
    {
        var renamed = WithGroupsOf(report with { Changes = null, Timings = [], Options = like.Options }, like);
        var (x, y) = (Direction(renamed, like, statement => statement.LoadingX), Direction(renamed, like, statement => statement.LoadingY));
        var further = Enumerable.Range(0, renamed.Statements.Max(statement => statement.FurtherLoadings.Count))
            .Select(k => Direction(renamed, like, statement => statement.FurtherLoadings[k])).ToArray();
        return Reports.Text(renamed with
        {
            Groups = [.. renamed.Groups.Select(group => group with { X = Turned(group.X, x), Y = Turned(group.Y, y) })],
            Participants = [.. renamed.Participants.Select(person => person with { X = Turned(person.X, x), Y = Turned(person.Y, y) })],
            Statements = [.. renamed.Statements.Select(statement => statement with
            {
                X = Turned(statement.X, x),
                Y = Turned(statement.Y, y),
                LoadingX = Turned(statement.LoadingX, x),
                LoadingY = Turned(statement.LoadingY, y),
                FurtherLoadings = [.. statement.FurtherLoadings.Select((loading, k) => Turned(loading, further[k]))],
                BridgingFactor = Turned(statement.BridgingFactor, x),
            })],
        });
    }

    /// <summary>The report with other numbers for people and statements.</summary>
    public static ConsensusReport Renamed(ConsensusReport report, Func<long, long> person, Func<int, int> statement) => report with
    {
        Participants = [.. report.Participants.Select(entry => entry with { Participant = person(entry.Participant) }).OrderBy(entry => entry.Participant)],
        Statements = [.. report.Statements.Select(entry => entry with { Statement = statement(entry.Statement) }).OrderBy(entry => entry.Statement)],
        Groups = [.. report.Groups.Select(group => group with { Representative = [.. group.Representative.Select(entry => entry with { Statement = statement(entry.Statement) })] })],
        ConsensusAgree = [.. report.ConsensusAgree.Select(entry => entry with { Statement = statement(entry.Statement) })],
        ConsensusDisagree = [.. report.ConsensusDisagree.Select(entry => entry with { Statement = statement(entry.Statement) })],
    };

    /// <summary>The report seen in a mirror: both axes point the other way.</summary>
    public static ConsensusReport Mirrored(ConsensusReport report) => report with
    {
        Groups = [.. report.Groups.Select(group => group with { X = -group.X, Y = -group.Y })],
        Participants = [.. report.Participants.Select(person => person with { X = -person.X, Y = -person.Y })],
        Statements = [.. report.Statements.Select(statement => statement with
        {
            X = -statement.X,
            Y = -statement.Y,
            LoadingX = -statement.LoadingX,
            LoadingY = -statement.LoadingY,
            FurtherLoadings = [.. statement.FurtherLoadings.Select(loading => -loading)],
            BridgingFactor = -statement.BridgingFactor,
        })],
    };

    /// <summary>Each group under the name that its first member's group has in the other report.</summary>
    private static ConsensusReport WithGroupsOf(ConsensusReport report, ConsensusReport like)
    {
        var names = report.Groups.ToDictionary(
            group => group.Id,
            group => like.FindParticipant(report.Participants.First(person => person.Group == group.Id).Participant)?.Group ?? -1);
        Assert.Equal(names.Count, names.Values.Distinct().Count());
        var order = report.Groups.Select((group, index) => (Name: names[group.Id], index)).OrderBy(entry => entry.Name).Select(entry => entry.index).ToArray();
        return report with
        {
            Groups = [.. order.Select(index => report.Groups[index] with { Id = names[report.Groups[index].Id] })],
            Participants = [.. report.Participants.Select(person => person with { Group = person.Group is { } group ? names[group] : null })],
            Statements = [.. report.Statements.Select(statement => statement with { ByGroup = [.. order.Select(index => statement.ByGroup[index])] })],
        };
    }

    private static double Direction(ConsensusReport report, ConsensusReport like, Func<StatementFinding, double> loading) =>
        report.Statements.Sum(statement => loading(statement) * (like.FindStatement(statement.Statement) is { } other ? loading(other) : 0)) < 0 ? -1 : 1;

    private static double Turned(double value, double direction) => direction < 0 ? 0 - value : value;
}
