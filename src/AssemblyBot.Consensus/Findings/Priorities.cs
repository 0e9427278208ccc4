namespace AssemblyBot.Consensus.Findings;

/// <summary>
/// The weight with which routing draws a statement: [(1 − (P + 1)/(S + 2)) (E + 1) (A + 1)/(S + 2) · (1 + 8 · 2^(−S/5))]²,
/// with A agrees, P passes and S votes over the groups and E the extremity.
/// </summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/conversation.clj, lines 308–327. Polis takes the counts of the run before.</remarks>
internal static class Priorities
{
    /// <summary>What a statement about the people themselves gets.</summary>
    public const double Meta = 49;

    public static double Of(int agrees, int passes, int seen, double extremity, bool isMeta)
    {
        if (isMeta)
        {
            return Meta;
        }

        var importance = (1 - Tests.Share(passes, seen)) * (extremity + 1) * Tests.Share(agrees, seen);
        var weight = importance * (1 + (8 * Math.Pow(2, seen / -5.0)));
        return weight * weight;
    }
}
