using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Maps;

/// <summary>What the opinion map shows and says, before it is known where on the paper.</summary>
internal sealed class MapDrawing
{
    /// <summary>Of each group, the share of members nearest to its middle that its coloured area holds.</summary>
    private const double CoreShare = 0.9;

    private readonly ConsensusReport _report;
    private readonly IReadOnlyDictionary<int, GroupMark> _marks;

    public MapDrawing(ConsensusReport report, string title)
    {
        _report = report;
        _marks = GroupMark.For(report.Groups);
        Title = title.Length > 0 ? title : "Opinion map";
        Drawn = MapSample.Take(report.Participants, OpinionMap.MostPeople);
        Radius = Math.Clamp(90 / Math.Sqrt(Math.Max(1, Drawn.Count)), 2.4, 7);
        Groups = [.. report.Groups.Select(group => (group, _marks[group.Id]))];
        Legend = [.. Entries()];
        Notes = [.. NoteLines()];
    }

    public string Title { get; }

    public IReadOnlyList<ParticipantFinding> Drawn { get; }

    /// <summary>The radius of a mark on the paper: smaller, the more people there are.</summary>
    public double Radius { get; }

    public IReadOnlyList<(OpinionGroup Group, GroupMark Mark)> Groups { get; }

    public IReadOnlyList<(GroupMark Mark, string Name, string Detail)> Legend { get; }

    public IReadOnlyList<string> Notes { get; }

    public string Turnout =>
        $"{PlainText.People(_report.ParticipantCount)} · {PlainText.Count(_report.StatementCount)} statements · {PlainText.Count(_report.VoteCount)} votes";

    /// <summary>The picture in words.</summary>
    public string Description => string.Join(' ', Sentences());

    private int UngroupedCount => _report.ParticipantCount - _report.GroupedCount;

    private string WhyUngrouped => UngroupedCount == _report.Missing.Count
        ? $"under {_report.Missing.VotesNeeded} votes"
        : PlainText.Percent((double)UngroupedCount / _report.ParticipantCount);

    public GroupMark MarkOf(ParticipantFinding person) =>
        person.Group is { } group && _marks.TryGetValue(group, out var mark) ? mark : _report.Groups.Count == 0 ? GroupMark.Everyone : GroupMark.Ungrouped;

    /// <summary>The drawn members of a group nearest to its middle.</summary>
    public IEnumerable<ParticipantFinding> Core(OpinionGroup group)
    {
        var members = Drawn
            .Where(person => person.Group == group.Id)
            .OrderBy(person => Math.Pow(person.X - group.X, 2) + Math.Pow(person.Y - group.Y, 2))
            .ToArray();
        return members.Take(Math.Max(3, (int)(members.Length * CoreShare)));
    }

    private IEnumerable<(GroupMark Mark, string Name, string Detail)> Entries()
    {
        foreach (var (group, mark) in Groups)
        {
            yield return (mark, $"Group {group.Label}", $"{PlainText.People(group.Size)}, {PlainText.Percent((double)group.Size / _report.ParticipantCount)}");
        }

        if (Groups.Count == 0 && _report.ParticipantCount > 0)
        {
            yield return (GroupMark.Everyone, "Everyone", $"{PlainText.People(_report.ParticipantCount)}, no groups found");
        }
        else if (UngroupedCount > 0)
        {
            yield return (GroupMark.Ungrouped, "Without a group", $"{PlainText.People(UngroupedCount)}, {WhyUngrouped}");
        }
    }

    private IEnumerable<string> NoteLines()
    {
        if (_report.ParticipantCount == 0)
        {
            yield return "Nobody has voted yet.";
            yield break;
        }

        yield return "People who voted alike are near each other; left, right, up and down have no meaning of their own.";
        if (_report.ExplainedVariance is [var across, var up, ..] && across > 0)
        {
            yield return $"The map shows {PlainText.Percent(across + up)} of the differences between the votes: {PlainText.Percent(across)} across and {PlainText.Percent(up)} up and down.";
        }

        if (_report.Firmness is < 0.6)
        {
            yield return "The groups are loose: a few votes more could draw them differently.";
        }

        if (Drawn.Count < _report.ParticipantCount)
        {
            yield return $"{PlainText.Count(Drawn.Count)} of the {PlainText.Count(_report.ParticipantCount)} people are drawn, of each group a share in proportion to its size.";
        }
    }

    private IEnumerable<string> Sentences()
    {
        yield return $"{Turnout}.";
        if (Groups.Count == 0 && _report.ParticipantCount > 0)
        {
            yield return "No opinion groups were found: all people are drawn alike.";
        }

        foreach (var (group, mark) in Groups)
        {
            yield return $"Group {group.Label}: {PlainText.People(group.Size)}, drawn as {mark.Shape}, {Whereabouts(group)}.";
        }

        if (Groups.Count > 0 && UngroupedCount > 0)
        {
            yield return $"Without a group: {PlainText.People(UngroupedCount)}, drawn as small {GroupMark.Ungrouped.Shape}.";
        }

        foreach (var note in Notes)
        {
            yield return note;
        }
    }

    private string Whereabouts(OpinionGroup group)
    {
        var reachX = _report.Groups.Max(other => Math.Abs(other.X));
        var reachY = _report.Groups.Max(other => Math.Abs(other.Y));
        var reach = Math.Max(reachX, reachY);
        var across = group.X < -0.2 * reach ? "left" : group.X > 0.2 * reach ? "right" : "";
        var up = group.Y > 0.2 * reach ? "upper" : group.Y < -0.2 * reach ? "lower" : "";
        return (across, up) switch
        {
            ("", "") => "near the middle",
            ("", _) => $"in the {up} part",
            (_, "") => $"on the {across}",
            _ => $"on the {up} {across}",
        };
    }
}
