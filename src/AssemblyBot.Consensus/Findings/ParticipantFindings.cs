using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Findings;

/// <summary>Puts together what is known of each person.</summary>
internal static class ParticipantFindings
{
    public static ParticipantFinding[] Write(VoteMatrix votes, VoteRows rows, double[][] axes, Partition partition, int threads, CancellationToken cancellationToken)
    {
        var findings = new ParticipantFinding[votes.ParticipantCount];
        rows.ForEachPart(threads, part =>
        {
            for (var row = rows.PartStart[part]; row < rows.PartStart[part + 1]; row++)
            {
                var group = partition.GroupOfRow[row];
                int? id = group < 0 ? null : partition.Ids[group];
                findings[row] = new ParticipantFinding(votes.Participants[row], axes[0][row], axes[1][row], id, votes.VotesOf(row), Confidence(axes, row, group, partition));
            }
        }, cancellationToken);
        return findings;
    }

    /// <summary>1 − distance to the centre of the own group ÷ distance to the nearest other one, at least 0.</summary>
    private static double Confidence(double[][] axes, int row, int group, Partition partition)
    {
        if (group < 0 || partition.Count < 2)
        {
            return 0;
        }

        var (own, other) = (0.0, double.PositiveInfinity);
        for (var g = 0; g < partition.Count; g++)
        {
            var square = 0.0;
            for (var d = 0; d < partition.Places[g].Length; d++)
            {
                var difference = axes[d][row] - partition.Places[g][d];
                square += difference * difference;
            }

            var distance = Math.Sqrt(square);
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
