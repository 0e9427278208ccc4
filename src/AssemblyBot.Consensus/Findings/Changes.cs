namespace AssemblyBot.Consensus.Findings;

/// <summary>Compares a report with an earlier one of the same assembly.</summary>
internal static class Changes
{
    public static ReportChanges Between(ConsensusReport before, ConsensusReport after, ConsensusOptions options)
    {
        var (flows, moved, newcomers) = People(before, after);
        var known = before.Statements.Select(statement => statement.Statement).ToHashSet();
        var (earlier, present) = (before.Groups.Select(group => group.Id).ToArray(), after.Groups.Select(group => group.Id).ToArray());
        return new ReportChanges
        {
            NewParticipants = newcomers,
            NewStatements = [.. after.Statements.Select(statement => statement.Statement).Where(id => !known.Contains(id))],
            NewVotes = after.VoteCount - before.VoteCount,
            Flows = flows,
            Moved = moved,
            Splits = Splits(flows, earlier, present),
            Merges = Merges(flows, earlier, present),
            NewGroups = [.. present.Except(earlier)],
            GoneGroups = [.. earlier.Except(present)],
            Risen = [.. Statements(before, after, options).Where(change => change.After > change.Before)],
            Fallen = [.. Statements(before, after, options).Where(change => change.After < change.Before)],
        };
    }

    /// <summary>Walks both lists of people, which ascend by id, side by side.</summary>
    private static (IReadOnlyList<GroupFlow> Flows, IReadOnlyList<long> Moved, int Newcomers) People(ConsensusReport before, ConsensusReport after)
    {
        var counts = new SortedDictionary<(int From, int To), int>();
        var moved = new List<long>();
        var (at, newcomers) = (0, 0);
        foreach (var person in after.Participants)
        {
            while (at < before.Participants.Count && before.Participants[at].Participant < person.Participant)
            {
                at++;
            }

            if (at == before.Participants.Count || before.Participants[at].Participant != person.Participant)
            {
                newcomers++;
                continue;
            }

            var earlier = before.Participants[at];
            var flow = (earlier.Group ?? -1, person.Group ?? -1);
            counts[flow] = counts.GetValueOrDefault(flow) + 1;
            if (earlier.Group is not null && person.Group is not null && earlier.Group != person.Group)
            {
                moved.Add(person.Participant);
            }
        }

        return ([.. counts.Select(entry => new GroupFlow(OrNone(entry.Key.From), OrNone(entry.Key.To), entry.Value))], moved, newcomers);
    }

    private static IReadOnlyList<GroupSplit> Splits(IReadOnlyList<GroupFlow> flows, int[] earlier, int[] present) =>
        [.. earlier
            .Select(from => new GroupSplit(from, [.. present.Where(to => MostOf(flows.Where(flow => flow.To == to && flow.From is not null), flow => flow.From == from))]))
            .Where(split => split.Into.Count > 1)];

    private static IReadOnlyList<GroupMerge> Merges(IReadOnlyList<GroupFlow> flows, int[] earlier, int[] present) =>
        [.. present
            .Select(to => new GroupMerge([.. earlier.Where(from => MostOf(flows.Where(flow => flow.From == from && flow.To is not null), flow => flow.To == to))], to))
            .Where(merge => merge.From.Count > 1)];

    /// <summary>Whether more than half of the people in some flows are in those that are meant.</summary>
    private static bool MostOf(IEnumerable<GroupFlow> flows, Func<GroupFlow, bool> isMeant)
    {
        var (meant, all) = (0, 0);
        foreach (var flow in flows)
        {
            all += flow.People;
            meant += isMeant(flow) ? flow.People : 0;
        }

        return 2 * meant > all;
    }

    /// <summary>Statements whose bound moved by enough, the furthest first, of equal ones the smallest id.</summary>
    private static IEnumerable<StatementChange> Statements(ConsensusReport before, ConsensusReport after, ConsensusOptions options) =>
        from statement in after.Statements
        where !statement.ModeratedOut
        let earlier = before.FindStatement(statement.Statement)
        where earlier is { ModeratedOut: false } && Math.Abs(statement.AgreementBound - earlier.AgreementBound) >= options.NotableChange
        orderby Math.Abs(statement.AgreementBound - earlier.AgreementBound) descending, statement.Statement
        select new StatementChange(statement.Statement, earlier.AgreementBound, statement.AgreementBound);

    private static int? OrNone(int group) => group < 0 ? null : group;
}
