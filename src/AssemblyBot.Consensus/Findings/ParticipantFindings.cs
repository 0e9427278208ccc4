using AssemblyBot.Consensus.Grouping;

namespace AssemblyBot.Consensus.Findings;

/// <summary>Puts together what is known of each person.</summary>
internal static class ParticipantFindings
{
    public static ParticipantFinding[] Write(VoteMatrix votes, double[] x, double[] y, Partition partition)
    {
        var findings = new ParticipantFinding[votes.ParticipantCount];
        for (var row = 0; row < findings.Length; row++)
        {
            var group = partition.GroupOfRow[row];
            int? id = group < 0 ? null : partition.Ids[group];
            findings[row] = new ParticipantFinding(votes.Participants[row], x[row], y[row], id, votes.VotesOf(row), Confidence(x[row], y[row], group, partition));
        }

        return findings;
    }

    /// <summary>1 − distance to the centre of the own group ÷ distance to the nearest other one, at least 0.</summary>
    private static double Confidence(double x, double y, int group, Partition partition)
    {
        if (group < 0 || partition.Count < 2)
        {
            return 0;
        }

        var (own, other) = (0.0, double.PositiveInfinity);
        for (var g = 0; g < partition.Count; g++)
        {
            var (dx, dy) = (x - partition.X[g], y - partition.Y[g]);
            var distance = Math.Sqrt((dx * dx) + (dy * dy));
            if (g == group)
            {
                own = distance;
            }
            else
            {
                other = Math.Min(other, distance);
            }
        }

        return other == 0 ? 0 : Math.Max(0, 1 - (own / other));
    }
}
