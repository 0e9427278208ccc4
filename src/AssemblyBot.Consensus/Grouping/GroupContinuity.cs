namespace AssemblyBot.Consensus.Grouping;

/// <summary>Gives the groups of a new partition the identities of the earlier groups whose members they share.</summary>
internal static class GroupContinuity
{
    /// <summary>
    /// The partition with the matching that keeps most people under their old identity; a group that matches none takes
    /// the lowest identity that the earlier report does not use.
    /// </summary>
    public static Partition Continue(Partition partition, VoteMatrix votes, ConsensusReport? previous)
    {
        if (previous is null || previous.Groups.Count == 0 || partition.Count == 0)
        {
            return partition;
        }

        var earlier = previous.Groups.Select(group => group.Id).ToArray();
        var matched = Hungarian.Assign(Shared(partition, votes, previous, earlier), earlier.Length);
        var free = new Queue<int>(Enumerable.Range(0, earlier.Length + partition.Count).Except(earlier));
        var ids = Array.ConvertAll(matched, old => old < 0 ? -1 : earlier[old]);
        for (var g = 0; g < ids.Length; g++)
        {
            ids[g] = ids[g] < 0 ? free.Dequeue() : ids[g];
        }

        var order = Enumerable.Range(0, ids.Length).OrderBy(g => ids[g]).ToArray();
        return partition.Reordered(order) with { Ids = [.. ids.Order()] };
    }

    /// <summary>For each new group and each earlier one the people who are in both.</summary>
    private static int[][] Shared(Partition partition, VoteMatrix votes, ConsensusReport previous, int[] earlier)
    {
        var shared = new int[partition.Count][];
        for (var g = 0; g < shared.Length; g++)
        {
            shared[g] = new int[earlier.Length];
        }

        foreach (var person in previous.Participants)
        {
            var row = person.Group is null ? -1 : votes.RowOf(person.Participant);
            var old = person.Group is null ? -1 : Array.IndexOf(earlier, person.Group.Value);
            if (row >= 0 && old >= 0 && partition.GroupOfRow[row] >= 0)
            {
                shared[partition.GroupOfRow[row]][old]++;
            }
        }

        return shared;
    }
}
