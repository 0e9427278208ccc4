namespace AssemblyBot.Consensus;

/// <summary>A statement on which people as a whole take one side.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 281–320.</remarks>
public sealed record ConsensusStatement
{
    /// <summary>The id of the input.</summary>
    public required int Statement { get; init; }

    /// <summary>The side people take: agree or disagree.</summary>
    public required Stance Side { get; init; }

    /// <summary>People who took that side.</summary>
    public required int Successes { get; init; }

    /// <summary>People who voted, passes included.</summary>
    public required int Trials { get; init; }

    /// <summary>(successes + 1) / (trials + 2).</summary>
    public required double Share { get; init; }

    /// <summary>z of the share against one half.</summary>
    public required double ShareTest { get; init; }

    /// <summary>p-value, adjusted for the number of tests; a list cut at 0.1 is expected to be right in nine of ten entries.</summary>
    public double AdjustedP { get; init; } = 1;
}
