using System.Globalization;
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
    private const double Doubt = 2;

    /// <summary>Both tables; with a number, so many conversations in every planted row, and five times as many in the others.</summary>
    public static int Run(string[] args)
    {
        var conversations = args.Length == 0 ? Conversations : int.Parse(args[0], CultureInfo.InvariantCulture);
        var structureless = args.Length == 0 ? Structureless : 5 * conversations;
        Console.WriteLine(FormattableString.Invariant($"Adjusted Rand index against the planted groups, mean of {conversations} conversations, over the people with enough votes; no groups count as 0."));
        Console.WriteLine("The lead is that of robust over the better of the others, with its standard error; within two of them it is a tie. Rows without a size: 500 × 100, then 300 × 60 with 30 % seen.");
        Console.WriteLine();
        Console.WriteLine("| planted | robust | classic | plain k-means | lead | | robust: no groups |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var verdicts = QualityCell.Planted().Select(cell => Planted(cell, conversations)).CountBy(verdict => verdict).Select(entry => $"{entry.Key} {entry.Value}");
        Console.WriteLine();
        Console.WriteLine($"Rows: {string.Join(", ", verdicts)}.");
        Console.WriteLine();
        Console.WriteLine($"Votes without groups: conversations of {structureless} in which groups are seen.");
        Console.WriteLine();
        Console.WriteLine("| votes | robust | classic |");
        Console.WriteLine("|---|---|---|");
        foreach (var cell in QualityCell.WithoutStructure())
        {
            WithoutStructure(cell, structureless);
        }

        return 0;
    }

    private static string Planted(QualityCell cell, int conversations)
    {
        var (robust, classic, plain, none) = (new double[conversations], new double[conversations], new double[conversations], 0);
        Parallel.For(0, conversations, i =>
        {
            var plan = cell.Plan with { Seed = i + 1 };
            var (votes, truth) = (VoteMatrix.From(plan.Votes()), plan.Truth());
            var found = ConsensusEngine.Analyse(votes, new ConsensusOptions { FirmnessTrials = 0, Bridging = false, Threads = 1 });
            Interlocked.Add(ref none, found.Groups.Count == 0 ? 1 : 0);
            robust[i] = Recovery(found, truth);
            classic[i] = Recovery(ConsensusEngine.Analyse(votes, new ConsensusOptions { Method = ConsensusMethod.Classic, Bridging = false, Threads = 1 }), truth);
            plain[i] = Plain(votes, truth);
        });

        var other = classic.Average() > plain.Average() ? classic : plain;
        var leads = robust.Zip(other, (mine, theirs) => mine - theirs).ToArray();
        var (lead, error) = (Math.Round(leads.Average(), 3), ErrorOf(leads));
        var verdict = Math.Abs(lead) <= Doubt * error || lead == 0 ? "tie" : lead > 0 ? "ahead" : "behind";
        Console.WriteLine(FormattableString.Invariant(
            $"| {cell.Name} | {robust.Average():F3} ± {ErrorOf(robust):F3} | {classic.Average():F3} ± {ErrorOf(classic):F3} | {plain.Average():F3} ± {ErrorOf(plain):F3} | {lead:+0.000;−0.000;0.000} ± {error:F3} | {verdict} | {none} |"));
        return verdict;
    }

    private static void WithoutStructure(QualityCell cell, int conversations)
    {
        var (robust, classic) = (0, 0);
        Parallel.For(1, conversations + 1, seed =>
        {
            var votes = VoteMatrix.From((cell.Plan with { Seed = seed }).Votes());
            Interlocked.Add(ref robust, ConsensusEngine.Analyse(votes, new ConsensusOptions { FirmnessTrials = 0, Bridging = false, Threads = 1 }).Groups.Count > 0 ? 1 : 0);
            Interlocked.Add(ref classic, ConsensusEngine.Analyse(votes, new ConsensusOptions { Method = ConsensusMethod.Classic, Bridging = false, Threads = 1 }).Groups.Count > 0 ? 1 : 0);
        });

        Console.WriteLine(FormattableString.Invariant($"| {cell.Name} | {robust} | {classic} |"));
    }

    /// <summary>The standard error of a mean.</summary>
    private static double ErrorOf(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1) / values.Length);
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
