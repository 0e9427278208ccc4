namespace AssemblyBot.Consensus;

/// <summary>How one group voted on one statement, against the rest of the grouped people.</summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/repness.clj, lines 64–100, and stats.clj, lines 10–33.</remarks>
public sealed record GroupFinding
{
    /// <summary>Members who agreed.</summary>
    public required int Agrees { get; init; }

    /// <summary>Members who disagreed.</summary>
    public required int Disagrees { get; init; }

    /// <summary>Members who voted, passes included.</summary>
    public required int Seen { get; init; }

    /// <summary>Members who passed.</summary>
    public int Passes => Seen - Agrees - Disagrees;

    /// <summary>(agrees + 1) / (seen + 2).</summary>
    public required double AgreeShare { get; init; }

    /// <summary>(disagrees + 1) / (seen + 2).</summary>
    public required double DisagreeShare { get; init; }

    /// <summary>z of the agree share against one half.</summary>
    public required double AgreeTest { get; init; }

    /// <inheritdoc cref="AgreeTest"/>
    public required double DisagreeTest { get; init; }

    /// <summary>Agree share divided by that of the other groups together.</summary>
    public required double AgreeRatio { get; init; }

    /// <inheritdoc cref="AgreeRatio"/>
    public required double DisagreeRatio { get; init; }

    /// <summary>z of the two agree shares against each other.</summary>
    public required double AgreeRatioTest { get; init; }

    /// <inheritdoc cref="AgreeRatioTest"/>
    public required double DisagreeRatioTest { get; init; }

    /// <summary>p-value of both agree tests together, adjusted for the number of groups, statements and sides tested; 1 if it was no test.</summary>
    public double AgreeAdjustedP { get; init; } = 1;

    /// <inheritdoc cref="AgreeAdjustedP"/>
    public double DisagreeAdjustedP { get; init; } = 1;

    /// <summary>Lower end of the one-sided Wilson interval of agrees ÷ seen, 0 if unseen.</summary>
    public required double AgreeBound { get; init; }

    /// <inheritdoc cref="AgreeBound"/>
    public required double DisagreeBound { get; init; }
}
