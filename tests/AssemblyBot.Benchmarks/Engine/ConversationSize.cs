using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Benchmarks.Engine;

/// <summary>A row of the table of costs.</summary>
public sealed record ConversationSize(int People, int Statements, int Votes)
{
    public static readonly ConversationSize[] All =
    [
        new(536, 314, 30_000),
        new(10_000, 300, 411_000),
        new(33_422, 783, 2_019_000),
        new(100_000, 1_000, 5_097_000),
        new(1_000_000, 2_000, 50_000_000),
    ];

    /// <summary>Three planted groups, moderately clear, with about so many votes, skewed over the people.</summary>
    public PlantedConversation Plan() => new()
    {
        People = People,
        Statements = Statements,
        Groups = 3,
        Separation = 1.5,
        ShareSeen = Votes / ((double)People * Statements),
        Seed = 1,
    };

    public override string ToString() => FormattableString.Invariant($"{People} x {Statements}");
}
