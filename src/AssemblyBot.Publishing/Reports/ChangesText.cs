using System.Globalization;
using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Says in sentences what is different from an earlier report.</summary>
internal static class ChangesText
{
    private const int MostStatements = 3;

    /// <summary>Who and what came in, what became of the groups, and which statements rose and fell.</summary>
    public static IEnumerable<string> Of(PublishedReport report, PublishedReport earlier, ReportChanges changes)
    {
        yield return $"{PlainText.People(changes.NewParticipants)} joined; {PlainText.Number(Math.Max(0, changes.NewVotes), "vote")} and {PlainText.Number(changes.NewStatements.Count, "statement")} came in.";
        foreach (var sentence in Groups(report.Findings, earlier.Findings, changes))
        {
            yield return sentence;
        }

        foreach (var change in changes.Risen.Take(MostStatements))
        {
            yield return $"Rose: {Change(report, change)}.";
        }

        foreach (var change in changes.Fallen.Take(MostStatements))
        {
            yield return $"Fell: {Change(report, change)}.";
        }
    }

    private static IEnumerable<string> Groups(ConsensusReport now, ConsensusReport before, ReportChanges changes)
    {
        string Before(int group) => before.FindGroup(group)!.Label;
        string Now(int group) => now.FindGroup(group)!.Label;

        foreach (var split in changes.Splits)
        {
            yield return $"Group {Before(split.From)} split into {Listed(split.Into.Select(Now))}.";
        }

        foreach (var merge in changes.Merges)
        {
            yield return $"Groups {Listed(merge.From.Select(Before))} merged into {Now(merge.Into)}.";
        }

        foreach (var group in now.Groups.Where(group => before.FindGroup(group.Id) is not null))
        {
            var size = before.FindGroup(group.Id)!.Size;
            yield return size == group.Size
                ? $"Group {group.Label} has {PlainText.People(size)}, as before."
                : $"Group {group.Label} went from {PlainText.Count(size)} to {PlainText.People(group.Size)}.";
        }

        foreach (var group in changes.NewGroups)
        {
            yield return $"Group {Now(group)} is new.";
        }

        foreach (var group in changes.GoneGroups)
        {
            yield return $"Group {Before(group)} is no more.";
        }

        if (before.Groups.Count > 0 && now.Groups.Count > 0)
        {
            yield return $"{PlainText.People(changes.Moved.Count)} moved from one group to another.";
        }
    }

    private static string Change(PublishedReport report, StatementChange change)
    {
        var whose = report.Findings.Groups.Count > 1 ? "every group" : "everyone";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{FindingsText.Named(report, change.Statement)}: at least {100 * change.After:0} % of {whose} agree, {100 * change.Before:0} % before");
    }

    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
