using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Benchmarks.Engine;

/// <summary>The table of quality in the README: how well each method finds planted groups again, and how often it sees groups where there are none.</summary>
internal static class QualityTable
{
    private const int Conversations = 20;
    private const int Structureless = 100;

    public static int Run()
    {
        Console.WriteLine("Adjusted Rand index against the planted groups, 500 people × 100 statements, mean of 20 conversations, over the people with enough votes; no groups count as 0.");
        Console.WriteLine("| groups | separation | seen | robust | classic | plain k-means | robust: no groups |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var groups in new[] { 2, 3, 4, 5 })
        {
            foreach (var separation in new[] { 0.5, 1, 2 })
            {
                foreach (var seen in new[] { 0.05, 0.2, 0.5, 0.9 })
                {
                    Planted(groups, separation, seen);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("Votes without structure: conversations of 100 in which groups are seen.");
        Console.WriteLine("| people | seen | robust | classic |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var people in new[] { 30, 100, 500 })
        {
            foreach (var seen in new[] { 0.05, 0.2, 0.5, 0.9 })
            {
                WithoutStructure(people, seen);
            }
        }

        return 0;
    }

    private static void Planted(int groups, double separation, double seen)
    {
        var (robust, classic, plain, none) = (0.0, 0.0, 0.0, 0);
        for (var seed = 1; seed <= Conversations; seed++)
        {
            var plan = new PlantedConversation { People = 500, Statements = 100, Groups = groups, Separation = separation, ShareSeen = seen, Seed = seed };
            var (votes, truth) = (VoteMatrix.From(plan.Votes()), plan.Truth());
            var found = ConsensusEngine.Analyse(votes, new ConsensusOptions { FirmnessTrials = 0, Bridging = false });
            none += found.Groups.Count == 0 ? 1 : 0;
            robust += Recovery(found, truth);
            classic += Recovery(ConsensusEngine.Analyse(votes, new ConsensusOptions { Method = ConsensusMethod.Classic, Bridging = false }), truth);
            plain += Plain(votes, truth);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"| {groups} | {separation} | {seen:P0} | {robust / Conversations:F3} | {classic / Conversations:F3} | {plain / Conversations:F3} | {none} of {Conversations} |"));
    }

    private static void WithoutStructure(int people, double seen)
    {
        var (robust, classic) = (0, 0);
        for (var seed = 1; seed <= Structureless; seed++)
        {
            var votes = VoteMatrix.From(new PlantedConversation { People = people, Statements = 60, Groups = 1, ShareSeen = seen, Seed = seed }.Votes());
            robust += ConsensusEngine.Analyse(votes, new ConsensusOptions { FirmnessTrials = 0, Bridging = false }).Groups.Count > 0 ? 1 : 0;
            classic += ConsensusEngine.Analyse(votes, new ConsensusOptions { Method = ConsensusMethod.Classic, Bridging = false }).Groups.Count > 0 ? 1 : 0;
        }

        Console.WriteLine(FormattableString.Invariant($"| {people} | {seen:P0} | {robust} | {classic} |"));
    }

    /// <summary>Agreement with the planted groups over the people that are grouped; 0 without groups.</summary>
    private static double Recovery(ConsensusReport report, IReadOnlyList<int> truth)
    {
        var grouped = report.Participants.Where(person => person.Group is not null).ToArray();
        return grouped.Length == 0 ? 0 : RandIndex.Adjusted(
            Array.ConvertAll(grouped, person => person.Group!.Value),
            Array.ConvertAll(grouped, person => truth[(int)person.Participant - 1]));
    }

    /// <summary>K-means on the map, the best of 24 starts for 2 to 5 groups, and of these the one with the best silhouette.</summary>
    private static double Plain(VoteMatrix votes, IReadOnlyList<int> truth)
    {
        var (rows, centre) = (VoteRows.Of(votes), Centre.Of(votes.Counts, votes.ModeratedOut, false));
        using var gram = new GramProduct(rows, centre, 2, CancellationToken.None);
        var components = BlockKrylov.Compute(gram, 2, null);
        var points = PointSet.Of(ParticipantMap.Project(rows, centre, components, 2, CancellationToken.None), Eligibility.Robust(votes, 7));
        if (points.Count < 10)
        {
            return 0;
        }

        var partitions = Enumerable.Range(2, 4).Select(k => KMeans.Assign(points, BestOf(points, k).Places)).ToArray();
        var silhouettes = Silhouette.Means(points.Axes, partitions, 2);
        return RandIndex.Adjusted(partitions[Array.IndexOf(silhouettes, silhouettes.Max())], Array.ConvertAll(points.Rows, row => truth[(int)votes.ParticipantIds[row] - 1]));
    }

    private static Centres BestOf(PointSet points, int k)
    {
        Centres? best = null;
        for (var start = 0UL; best is null || start < 24; start++)
        {
            var random = new SeededRandom((start << 8) | (uint)k);
            var settled = KMeans.Settle(points, KMeans.Start(points, k, ref random));
            best = settled is not null && (best is null || settled.Inertia < best.Inertia) ? settled : best;
        }

        return best;
    }
}
