using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Grouping;
using AssemblyBot.Consensus.Projection;
using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Benchmarks.Engine;

internal static class Lab
{
    public static int Run(string[] args)
    {
        var n = int.Parse(args[0]);
        if (args.Length > 1)
        {
            return Parts(n);
        }

        Power("null 500x100 5%", n, new() { People = 500, Statements = 100, Groups = 1, ShareSeen = 0.05 });
        Power("null 500x100 20%", n, new() { People = 500, Statements = 100, Groups = 1, ShareSeen = 0.2 });
        Power("null 500x100 50%", n, new() { People = 500, Statements = 100, Groups = 1, ShareSeen = 0.5 });
        Power("null 100x60 90%", n, new() { People = 100, Statements = 60, Groups = 1, ShareSeen = 0.9 });
        Power("null 30x60 50%", n, new() { People = 30, Statements = 60, Groups = 1, ShareSeen = 0.5 });
        Power("null 30x60 20%", n, new() { People = 30, Statements = 60, Groups = 1, ShareSeen = 0.2 });
        Power("null 15x20 70%", n, new() { People = 15, Statements = 20, Groups = 1, ShareSeen = 0.7 });
        Power("null 300x60 30% agree .5", n, new() { People = 300, Statements = 60, Groups = 1, ShareSeen = 0.3, AgreeBias = 0.5 });
        Power("null 300x60 30% agree 1", n, new() { People = 300, Statements = 60, Groups = 1, ShareSeen = 0.3, AgreeBias = 1 });
        Power("null 500x100 70% agree 1", n, new() { People = 500, Statements = 100, Groups = 1, ShareSeen = 0.7, AgreeBias = 1 });
        Power("null 300x60 30% pass 1", n, new() { People = 300, Statements = 60, Groups = 1, ShareSeen = 0.3, PassBias = 1, PassShare = 0.15 });
        Power("null 500x100 70% pass 1 agree .5", n, new() { People = 500, Statements = 100, Groups = 1, ShareSeen = 0.7, PassBias = 1, AgreeBias = 0.5, PassShare = 0.15 });
        Power("null 300x60 20% shown 1 skew 1.2", n, new() { People = 300, Statements = 60, Groups = 1, ShareSeen = 0.2, ShownSkew = 1, Skew = 1.2 });
        Power("null even 200x40 40%", n, new() { People = 200, Statements = 40, Groups = 1, Opinions = PlantedOpinions.Even });
        foreach (var (groups, sep, seen) in new[] { (2, 0.5, 0.2), (2, 1, 0.05), (3, 0.5, 0.2), (3, 0.5, 0.5), (3, 1, 0.05), (3, 2, 0.05), (4, 2, 0.05), (5, 0.5, 0.5), (5, 2, .05) })
        {
            Power($"{groups} {sep} {seen}", n, new() { People = 500, Statements = 100, Groups = groups, Separation = sep, ShareSeen = seen });
        }

        Power("2 sep 1 60x20 50%", n, new() { People = 60, Statements = 20, Groups = 2, Separation = 1, ShareSeen = 0.5 });
        Power("2 sep 1.5 40x30 60% 80/20", n, new() { People = 40, Statements = 30, Groups = 2, Separation = 1.5, ShareSeen = 0.6, Sizes = [.8, .2] });
        return 0;
    }

    private static int Parts(int n)
    {
        foreach (var (groups, sep, seen) in new[] { (2, 0.5, 0.2), (2, 0.5, 0.5), (2, 1, 0.05), (2, 1, .2), (2, 2, 0.05), (2, 2, .5), (3, 0.5, 0.5), (3, 1, 0.2), (3, 2, 0.05), (3, 2, .2), (4, .5, .5), (4, 1, .2), (4, 2, 0.05), (5, 0.5, 0.5), (5, 0.5, 0.9), (5, 1, .2), (5, 2, .05), (5, 2, .2) })
        {
            Part($"{groups} {sep} {seen}", n, new() { People = 500, Statements = 100, Groups = groups, Separation = sep, ShareSeen = seen });
        }

        Part("2 sep 1 60x20 50%", n, new() { People = 60, Statements = 20, Groups = 2, Separation = 1, ShareSeen = 0.5 });
        Part("2 sep 1 150x30 50%", n, new() { People = 150, Statements = 30, Groups = 2, Separation = 1, ShareSeen = 0.5 });
        Part("3 sep 1.5 150x30 50%", n, new() { People = 150, Statements = 30, Groups = 3, Separation = 1.5, ShareSeen = 0.5 });
        Part("2 sep 2 60x20 50%", n, new() { People = 60, Statements = 20, Groups = 2, Separation = 2, ShareSeen = 0.5 });
        Part("3 sep 2 60x20 50%", n, new() { People = 60, Statements = 20, Groups = 3, Separation = 2, ShareSeen = 0.5 });
        Part("2 sep 1.5 40x30 60% 80/20", n, new() { People = 40, Statements = 30, Groups = 2, Separation = 1.5, ShareSeen = 0.6, Sizes = [.8, .2] });
        Part("2 sep 1.5 300x60 30% 80/20", n, new() { People = 300, Statements = 60, Groups = 2, Separation = 1.5, ShareSeen = 0.3, Sizes = [.8, .2] });
        Part("4 sep 1.5 300x60 40% 45/35/15/5", n, new() { People = 300, Statements = 60, Groups = 4, Separation = 1.5, ShareSeen = 0.4, Sizes = [.45, .35, .15, .05] });
        Part("3 even 1 300x60 30%", n, new() { People = 300, Statements = 60, Groups = 3, Separation = 1, ShareSeen = 0.3, Opinions = PlantedOpinions.Even, PassShare = .15, Skew = 1, ShownSkew = .7 });
        Part("2 even 1 300x60 30%", n, new() { People = 300, Statements = 60, Groups = 2, Separation = 1, ShareSeen = 0.3, Opinions = PlantedOpinions.Even, PassShare = .15, Skew = 1, ShownSkew = .7 });
        Part("3 sides 1.5 300x60 30%", n, new() { People = 300, Statements = 60, Groups = 3, Separation = 1.5, ShareSeen = 0.3, Opinions = PlantedOpinions.Sides, PassShare = .15, Skew = 1, ShownSkew = .7 });
        Part("3 1.5 300x60 30% agree 1", n, new() { People = 300, Statements = 60, Groups = 3, Separation = 1.5, ShareSeen = 0.3, AgreeBias = 1 });
        return 0;
    }

    private static void Part(string name, int n, PlantedConversation plan)
    {
        var options = new ConsensusOptions { Threads = 1, FirmnessTrials = 0, Bridging = false, StructureTrials = 0 };
        var results = new double[n][];
        var ks = new double[n][];
        Parallel.For(1, n + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var votes = VoteMatrix.From((plan with { Seed = seed }).Votes());
            var truth = plan with { Seed = seed };
            var t = truth.Truth();
            var (rows, oldRow) = CanonicalVotes.Of(VoteRows.Of(votes), votes.ModeratedOut, false);
            var residuals = Residuals.Of(rows);
            var observed = SignFlips.Eigenvalues(residuals, null, 5, CancellationToken.None);
            var copies = Enumerable.Range(0, 20).Select(c => SignFlips.Eigenvalues(residuals, (ulong)c + 1, 5, CancellationToken.None)).ToArray();
            var scores = observed.Select((value, k) => Score(value, Array.ConvertAll(copies, copy => copy[k]))).ToArray();
            var surplus = observed.Select((value, k) => value - copies.Average(copy => copy[k])).ToArray();
            var d = scores.TakeWhile((score, k) => score >= 2.6 && surplus[k] >= 0.05 * surplus[0]).Count();
            var isFound = d > 0;
            d = Math.Max(1, d);
            var eligible = Enumerable.Range(0, rows.Count).Where(i => rows.RowStart[i + 1] - rows.RowStart[i] >= 7).ToArray();
            var axes = SignFlips.Places(residuals, Math.Max(1, d), 10);
            var two = SignFlips.Places(residuals, Math.Max(2, d), 10);
            int Truth(int row) => t[(int)votes.ParticipantIds[oldRow[row]] - 1];
            double Ari(int[] groupOfRow) => RandIndex.Adjusted(Array.ConvertAll(eligible, r => groupOfRow[r] < 0 ? 9 : groupOfRow[r]), Array.ConvertAll(eligible, Truth));

            // plain: k-means on polis projection in 2 dims, silhouettes
            var centre = Centre.Of(votes.Counts, votes.ModeratedOut, false);
            using var gram = new GramProduct(VoteRows.Of(votes), centre, 1, CancellationToken.None);
            var components = BlockKrylov.Compute(gram, Math.Max(2, d), null);
            var polis = ParticipantMap.Project(VoteRows.Of(votes), centre, components, 1, CancellationToken.None);
            polis = Array.ConvertAll(polis, axis => Array.ConvertAll(oldRow, r => axis[r]));
            var flat = options with { SilhouetteGain = 0 };
            var plain = RobustGrouping.Find(PointSet.Of(polis[..2], eligible), rows.Count, flat, default);
            var current = RobustGrouping.Find(PointSet.Of(polis, eligible), rows.Count, options, default);
            var a = RobustGrouping.Find(PointSet.Of(axes, eligible), rows.Count, options, default);
            var b = RobustGrouping.Find(PointSet.Of(two, eligible), rows.Count, options, default);
            var em = a.Count == 0 ? a.GroupOfRow : Mixture.Fit(rows, a.GroupOfRow, a.Count, 20).Labels();
            var em10 = a.Count == 0 ? a.GroupOfRow : Mixture.Fit(rows, a.GroupOfRow, a.Count, 20, 10).Labels();
            var best = (Evidence: double.NegativeInfinity, Labels: a.GroupOfRow, K: 0);
            for (var k = 2; k <= 5; k++)
            {
                var centres = RobustGrouping.For(PointSet.Of(axes, eligible), k, options, default);
                if (centres is null)
                {
                    continue;
                }

                var set = PointSet.Of(axes, [.. Enumerable.Range(0, rows.Count)]);
                var assigned = KMeans.Assign(set, centres.Places);
                var labels = new int[rows.Count];
                for (var i = 0; i < assigned.Length; i++)
                {
                    labels[set.Rows[i]] = assigned[i];
                }

                var mix = Mixture.Fit(rows, labels, k, 20);
                if (mix.Evidence > best.Evidence)
                {
                    best = (mix.Evidence, mix.Labels(), k);
                }
            }

            results[seed - 1] = [isFound ? 1 : 0, Ari(plain.GroupOfRow), Ari(current.GroupOfRow), Ari(a.GroupOfRow), Ari(b.GroupOfRow), Ari(em), Ari(em10), Ari(best.Labels)];
            ks[seed - 1] = [d, plain.Count, current.Count, a.Count, b.Count, a.Count, a.Count, best.K];
        });
        double M(int c) => results.Average(r => r[c]);
        double F(int c) => results.Sum(r => r[0] * r[c]) / n;
        string K(int c) => string.Join("/", Enumerable.Range(1, 5).Select(k => ks.Count(r => r[c] == k)));
        Console.WriteLine(FormattableString.Invariant($"{name,-34} found {M(0):F2} d {K(0),-12} | plain {M(1):F3} cur {M(2):F3} A {M(3):F3} A2 {M(4):F3} EM {M(5):F3} EM10 {M(6):F3} ELBO {M(7):F3} | gated: cur {F(2):F3} A {F(3):F3} EM {F(5):F3} ELBO {F(7):F3} | k plain {K(1)} A {K(3)} elbo {K(7)}"));
    }

    private static void Power(string name, int n, PlantedConversation plan)
    {
        var options = new ConsensusOptions { Threads = 1 };
        var rates = new int[8];
        var scores = new double[n][];
        Parallel.For(1, n + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var votes = VoteMatrix.From((plan with { Seed = seed }).Votes());
            var old = StructureTest.Dimensions(votes, options, CancellationToken.None) > 0;
            var residuals = Residuals.Of(CanonicalVotes.Of(VoteRows.Of(votes), votes.ModeratedOut, false).Rows);
            var observed = Stats(SignFlips.Eigenvalues(residuals, null, 5, CancellationToken.None));
            var copies = Enumerable.Range(0, 20).Select(t => Stats(SignFlips.Eigenvalues(residuals, (ulong)t + 1, 5, CancellationToken.None))).ToArray();
            scores[seed - 1] = [.. observed.Select((value, k) => Score(value, Array.ConvertAll(copies, copy => copy[k]))), old ? 1 : 0, .. residuals.Habits];
        });
        double Rate(Func<double[], bool> hit) => 100.0 * scores.Count(hit) / n;
        Console.WriteLine(FormattableString.Invariant($"{name,-36} old {Rate(s => s[4] > 0),5:F1} | l1>2.5 {Rate(s => s[0] > 2.5),5:F1} >2.75 {Rate(s => s[0] > 2.75),5:F1} >3 {Rate(s => s[0] > 3),5:F1} | sum2>2.75 {Rate(s => s[1] > 2.75),5:F1} | sum4>2.5 {Rate(s => s[3] > 2.5),5:F1} >2.75 {Rate(s => s[3] > 2.75),5:F1} >3 {Rate(s => s[3] > 3),5:F1} mean {scores.Average(s => s[0]):F2} {scores.Average(s => s[3]):F2} habits {scores.Average(s => s[5]):F3} {scores.Average(s => s[6]):F3}"));
    }

    private static double[] Stats(double[] l) => [l[0], l[0] + l[1], l[0] + l[1] + l[2], l[0] + l[1] + l[2] + l[3]];

    private static double Score(double observed, double[] copies)
    {
        var mean = copies.Average();
        return (observed - mean) / Math.Sqrt(copies.Sum(v => (v - mean) * (v - mean)) / (copies.Length - 1));
    }
}
