namespace AssemblyBot.Consensus;

/// <summary>A statement that sets a group apart from the rest, with the tests that say so.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 130–278.</remarks>
public sealed record RepresentativeStatement
{
    /// <summary>The id of the input.</summary>
    public required int Statement { get; init; }

    /// <summary>The side the group takes: agree or disagree.</summary>
    public required Stance Side { get; init; }

    /// <summary>Members who took that side.</summary>
    public required int Successes { get; init; }

    /// <summary>Members who voted, passes included.</summary>
    public required int Trials { get; init; }

    /// <summary>(successes + 1) / (trials + 2).</summary>
    public required double Share { get; init; }

    /// <summary>z of the share against one half.</summary>
    public required double ShareTest { get; init; }

    /// <summary>The group's share divided by that of everyone else who is grouped.</summary>
    public required double Ratio { get; init; }

    /// <summary>z of the two shares against each other.</summary>
    public required double RatioTest { get; init; }

    /// <summary>Ratio × its test × share × its test; the order of the list.</summary>
    public double Metric => Ratio * RatioTest * Share * ShareTest;

    /// <summary>Whether this is the statement that the group most agrees with; it leads the list even when the side is disagree.</summary>
    public required bool IsBestAgree { get; init; }

    /// <summary>p-value, adjusted for the number of tests; a list cut at 0.1 is expected to be right in nine of ten entries.</summary>
    public double AdjustedP { get; init; } = 1;
}
