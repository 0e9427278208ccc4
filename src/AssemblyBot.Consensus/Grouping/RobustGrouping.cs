using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// Groups by k-means on people's places: for each number of groups the best of many seeded starts that leaves no group
/// too small, and among these numbers the one with the better silhouette, the smaller unless the larger gains enough,
/// which takes more for more groups than the dimensions and one.
/// </summary>
internal static class RobustGrouping
{
    private const int FirstSteps = 6;
    private const int WholeSteps = 10;
    private const int FewestSettled = 3;
    private const int MostRounds = 4;
    private const int MostTried = 3;

    /// <summary>The partition of the eligible people, none if no number of groups can be had; the largest group comes first.</summary>
    /// <param name="points">Where people stand.</param>
    /// <param name="rows">People, those who may not be grouped included.</param>
    /// <param name="options">What the analysis is told.</param>
    /// <param name="needsGap">Whether only a strong silhouette makes groups.</param>
    /// <param name="cancellationToken">Stops between starts.</param>
    public static Partition Find(PointSet points, int rows, ConsensusOptions options, bool needsGap, CancellationToken cancellationToken)
    {
        var candidates = Candidates(points, 2, Math.Min(options.MaximumGroups, points.Count / options.SmallestGroup), options, cancellationToken);
        if (candidates.Count == 0)
        {
            return Partition.None(rows);
        }

        var sample = points.Sample(options.SilhouetteSample);
        var means = Silhouette.Means(sample.Axes, [.. candidates.Select(centres => KMeans.Assign(sample, centres.Places))], options.EffectiveThreads);
        var scores = candidates.Zip(means, (centres, mean) => new GroupCountScore(centres.Count, mean)).ToArray();
        var chosen = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            var gain = scores[i].Groups <= points.Dimensions + 1 ? options.SilhouetteGain : Math.Max(options.SilhouetteGain, options.SilhouetteGainBeyond);
            if (scores[i].Silhouette > scores[chosen].Silhouette + gain)
            {
                chosen = i;
            }
        }

        return needsGap && scores[chosen].Silhouette < options.GapSilhouette
            ? Partition.None(rows, scores)
            : Write(points, candidates[chosen], rows, scores);
    }

    /// <summary>The best centres for one number of groups, under the strictest of the three limits that can be met.</summary>
    public static Centres? For(PointSet points, int k, ConsensusOptions options, CancellationToken cancellationToken) =>
        k * options.SmallestGroup > points.Count ? null : Candidates(points, k, k, options, cancellationToken).FirstOrDefault();

    /// <summary>
    /// The groups of canonically numbered votes after people have moved to the likeliest; as they were, where a group would fall below the strictest
    /// limit on size that they met.
    /// </summary>
    public static int[] Refined(VoteRows rows, int[] groupOfRow, int groups, ConsensusOptions options) => options.LikelihoodRounds == 0
        ? groupOfRow
        : LargeEnough(groupOfRow, GroupLikelihood.Learn(rows, groupOfRow, groups, options.LikelihoodRounds).Assign(rows, groupOfRow, 1, CancellationToken.None), groups, options);

    /// <summary>The same for a partition of other rows than those on which its structure was found.</summary>
    public static Partition Refined(Partition partition, VoteRows rows, Structure structure, ConsensusOptions options, CancellationToken cancellationToken)
    {
        if (partition.Count == 0 || options.LikelihoodRounds == 0)
        {
            return partition;
        }

        var canonical = structure.Votes;
        var learnt = GroupLikelihood.Learn(canonical.Rows, Array.ConvertAll(canonical.OldRow, row => partition.GroupOfRow[row]), partition.Count, options.LikelihoodRounds);
        var refined = learnt.For(canonical.NewCode).Assign(rows, partition.GroupOfRow, options.EffectiveThreads, cancellationToken);
        return Partition.BySize(LargeEnough(partition.GroupOfRow, refined, partition.Count, options), partition.Places, partition.Silhouettes);
    }

    private static int[] LargeEnough(int[] before, int[] after, int groups, ConsensusOptions options)
    {
        var (earlier, later) = (Smallest(before), Smallest(after));
        return later >= LimitsOf(before.Count(group => group >= 0), options).FirstOrDefault(limit => earlier >= limit) ? after : before;

        int Smallest(int[] groupOfRow)
        {
            var sizes = new int[groups];
            foreach (var group in groupOfRow)
            {
                if (group >= 0)
                {
                    sizes[group]++;
                }
            }

            return sizes.Min();
        }
    }

    /// <summary>
    /// The best centres for each number of groups, under the strictest of the three limits on size that any number meets; if none does,
    /// the points that keep making groups too small are left out of the search, a few times over.
    /// </summary>
    private static List<Centres> Candidates(PointSet points, int least, int most, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var sample = points.Sample(options.RestartSample);
        for (var round = 0; round < MostRounds && most >= least && sample.Count >= 2 * options.SmallestGroup; round++)
        {
            var settled = Settled(sample, LimitsOf(points.Count, options)[0] * sample.Count / points.Count, least, most, options, cancellationToken);
            foreach (var limit in LimitsOf(points.Count, options))
            {
                var isWhole = round == 0;
                var found = InParallel(settled.Count, options, i => Best(points, sample, settled[i], limit, isWhole), cancellationToken).OfType<Centres>().ToList();
                if (found.Count > 0)
                {
                    return found;
                }
            }

            sample = WithoutOutliers(sample, settled, options);
        }

        return [];
    }

    private static double[] LimitsOf(int people, ConsensusOptions options) =>
        Array.ConvertAll([options.SmallestGroupShare, options.SmallestGroupShareFallback, 0], share => Math.Max(options.SmallestGroup, share * people));

    /// <summary>The points that are not in a group too small under the best partition into each number of groups.</summary>
    private static PointSet WithoutOutliers(PointSet sample, List<List<Centres>> settled, ConsensusOptions options)
    {
        var isOut = new bool[sample.Count];
        foreach (var best in settled.Select(centres => centres[0]))
        {
            foreach (var (i, group) in KMeans.Assign(sample, best.Places).Index())
            {
                isOut[i] |= best.Sizes[group] < options.SmallestGroup;
            }
        }

        return sample.Where(i => !isOut[i]);
    }

    /// <summary>
    /// For each number of groups what its starts settle on, least inertia first: all go some steps, then the better part of
    /// them, and of those with groups large enough, to the end.
    /// </summary>
    private static List<List<Centres>> Settled(PointSet sample, double limit, int least, int most, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var begun = InParallel((most - least + 1) * options.Restarts, options, run =>
        {
            var k = least + (run / options.Restarts);
            var random = new SeededRandom(((ulong)(uint)options.Seed << 32) | ((ulong)k << 16) | (uint)(run % options.Restarts));
            return KMeans.Settle(sample, KMeans.Start(sample, k, ref random), FirstSteps);
        }, cancellationToken);
        var share = Math.Max(FewestSettled, options.Restarts / 4);
        var kept = begun.Chunk(options.Restarts).SelectMany(runs =>
        {
            var ordered = runs.OfType<Centres>().OrderBy(centres => centres.Inertia).ToArray();
            return ordered.Take(share).Union(ordered.Where(centres => centres.Smallest >= limit).Take(share));
        }).ToArray();
        var settled = InParallel(kept.Length, options, run => KMeans.Settle(sample, kept[run].Places), cancellationToken);
        return [.. settled.OfType<Centres>().OrderBy(centres => centres.Inertia).GroupBy(centres => centres.Count).OrderBy(group => group.Key).Select(group => group.ToList())];
    }

    private static Centres?[] InParallel(int count, ConsensusOptions options, Func<int, Centres?> run, CancellationToken cancellationToken)
    {
        var results = new Centres?[count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        Parallel.For(0, count, parallel, i => results[i] = run(i));
        return results;
    }

    /// <summary>
    /// The settled start of least inertia none of whose groups is too small, on the sample and on all points; where outliers are left out,
    /// the centres stay as they are and the outliers go to the nearest.
    /// </summary>
    private static Centres? Best(PointSet points, PointSet sample, List<Centres> settled, double limit, bool isWhole)
    {
        var sampled = limit * sample.Count / points.Count;
        foreach (var centres in settled.Where(centres => centres.Smallest >= sampled).Take(MostTried))
        {
            var whole = ReferenceEquals(points, sample) ? centres : isWhole ? KMeans.Settle(points, centres.Places, WholeSteps) : centres with { Sizes = SizesOf(points, centres) };
            if (whole is not null && whole.Smallest >= limit)
            {
                return whole;
            }
        }

        return null;
    }

    private static int[] SizesOf(PointSet points, Centres centres)
    {
        var sizes = new int[centres.Count];
        foreach (var group in KMeans.Assign(points, centres.Places))
        {
            sizes[group]++;
        }

        return sizes;
    }

    private static Partition Write(PointSet points, Centres centres, int rows, IReadOnlyList<GroupCountScore> scores)
    {
        var assigned = KMeans.Assign(points, centres.Places);
        var groupOfRow = new int[rows];
        Array.Fill(groupOfRow, -1);
        for (var i = 0; i < assigned.Length; i++)
        {
            groupOfRow[points.Rows[i]] = assigned[i];
        }

        return Partition.BySize(groupOfRow, centres.Places, scores);
    }
}
