using System.Runtime.Intrinsics;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Grouping;

/// <summary>
/// How many dimensions say more than chance: the largest eigenvalues of the weighed residuals against those of copies
/// in which the sign of every residual is thrown anew.
/// </summary>
/// <remarks>
/// A pass takes no side: how readily a person passes is no structure, and passes are left out of the test. A copy keeps who voted on what, how surprising each vote was, how each statement fared and how readily each person agrees, and nothing else.
/// Source: D. Hong, Y. Sheng and E. Dobriban, "Selecting the number of components in PCA via random signflips" (2020),
/// after J. L. Horn, "A rationale and test for the number of factors in factor analysis" (1965).
/// </remarks>
internal static class StructureTest
{
    private const int MostVotes = 120_000;
    private const int Passes = 6;
    private const int PassesAnew = 12;
    private const int FirstTrials = 6;
    private const int SecondTrials = 12;
    private const int FurtherTrials = 24;
    private const double NoDoubt = 3;

    // Of a deviation that is known from six copies: beyond what Student's t with 5 degrees of freedom reaches once in ten thousand times.
    private const double NoDoubtAtFirst = 10;

    /// <summary>What the votes say beyond how each statement fared and how readily each person agrees, and that readiness, where it says more than chance and more than the rest.</summary>
    public static Structure Find(VoteMatrix votes, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var people = SampledRows.Choose(votes, [.. Enumerable.Range(0, votes.ParticipantCount)], MostVotes, int.MaxValue);
        var all = people.Length == votes.ParticipantCount ? VoteRows.Of(votes) : SampledRows.Of(votes, people);
        var canonical = CanonicalVotes.Of(all, votes.ModeratedOut, options.PassesAreMissing);
        canonical = canonical with { OldRow = Array.ConvertAll(canonical.OldRow, row => people[row]) };
        var sides = options.PassesAreMissing ? canonical : canonical.WithoutPasses();
        if (sides.Rows.Votes == 0)
        {
            return Structure.None;
        }

        if (options.StructureTrials < 2)
        {
            return Describe(new Found(2, 1, null), canonical, true);
        }

        var model = VoteModel.Of(sides.Rows);
        using var residuals = Residuals.Of(sides.Rows, model);
        var found = Dimensions(residuals, options, cancellationToken);
        var structure = found.Dimensions == 0 ? Structure.None : Describe(found, canonical, true);
        if (model.Readiness <= Math.Max(model.Detectable, structure.Strength))
        {
            return structure;
        }

        using var unread = Residuals.Of(sides.Rows, VoteModel.Of(sides.Rows, withReadiness: false));
        var readiness = Dimensions(unread, options, cancellationToken);
        return readiness.Dimensions > 0 ? structure with { Readiness = Describe(readiness with { Dimensions = 1 }, sides, false) } : structure;
    }

    /// <summary>The dimensions in all votes that count, passes included, from where they were found without them.</summary>
    private static Structure Describe(Found found, CanonicalVotes votes, bool withReadiness)
    {
        var model = VoteModel.Of(votes.Rows, withReadiness);
        using var residuals = Residuals.Of(votes.Rows, model);
        var loadings = residuals.Leading(null, found.Loadings, found.Loadings is null ? PassesAnew : Passes, true).Loadings;
        return new Structure(found.Dimensions, votes, model, loadings, Math.Max(model.Detectable, found.Share * residuals.Strength(loadings)), !withReadiness);
    }

    /// <summary>
    /// The number of leading dimensions, up to four, each of which exceeds the mean of its copies by enough of their standard
    /// deviations, and by no small part of what the first does; and the share of the first eigenvalue that is above chance.
    /// Most trials are spared where the first few leave no doubt, or only of how many dimensions there are.
    /// </summary>
    private static Found Dimensions(Residuals residuals, ConsensusOptions options, CancellationToken cancellationToken)
    {
        var (observed, loadings) = residuals.Leading(null, null, Passes, true);
        var thrown = new double[options.StructureTrials][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        void Try(int from, int to) => Parallel.For(from, to, parallel, trial =>
        {
            var chance = new SeededRandom(((ulong)(uint)options.Seed << 32) | 0xF000_0000UL | (uint)trial);
            thrown[trial] = residuals.Leading(chance, null, Passes, false).Eigenvalues;
        });

        var (tried, scores, surplus) = (0, Array.Empty<double>(), Array.Empty<double>());
        void GoOn(int enough)
        {
            enough = Math.Min(enough, thrown.Length);
            Try(tried, enough);
            tried = Math.Max(tried, enough);
            scores = Scores(observed, thrown[..tried]);
            surplus = [.. observed.Select((value, k) => value - thrown[..tried].Average(values => values[k]))];
        }

        GoOn(FirstTrials);
        if (IsInDoubt(scores, surplus, options, NoDoubtAtFirst))
        {
            GoOn(SecondTrials);
            if (IsInDoubt(scores, surplus, options, NoDoubt))
            {
                GoOn(scores[0] < options.StructureThreshold + NoDoubt ? thrown.Length : FurtherTrials);
            }
        }

        var count = scores.TakeWhile((score, k) => score >= options.StructureThreshold && surplus[k] >= options.DimensionShare * surplus[0]).Count();
        return new Found(count, observed[0] > 0 ? surplus[0] / observed[0] : 0, loadings);
    }

    /// <summary>
    /// Whether a few trials leave open which dimensions there are. One that is far too small a part of the first is none, however sure.
    /// </summary>
    private static bool IsInDoubt(double[] scores, double[] surplus, ConsensusOptions options, double margin) => scores
        .TakeWhile((score, k) => score >= options.StructureThreshold - (NoDoubt / 2) && (k == 0 || surplus[k] >= options.DimensionShare * surplus[0] / 2))
        .Any(score => score < options.StructureThreshold + margin);

    private static double[] Scores(double[] observed, double[][] thrown) =>
        [.. observed.Select((value, k) => Score(value, Array.ConvertAll(thrown, values => values[k])))];

    /// <summary>Standard deviations above the mean, 0 at or below it.</summary>
    private static double Score(double observed, double[] thrown)
    {
        var mean = thrown.Average();
        var deviation = Math.Sqrt(thrown.Sum(value => (value - mean) * (value - mean)) / (thrown.Length - 1));
        return observed <= mean ? 0 : (observed - mean) / Math.Max(deviation, mean * 1e-9);
    }

    /// <param name="Dimensions">Dimensions that say more than chance.</param>
    /// <param name="Share">The share of the first eigenvalue that is above chance.</param>
    /// <param name="Loadings">Where they lie.</param>
    private sealed record Found(int Dimensions, double Share, Vector256<double>[]? Loadings);
}
