namespace AssemblyBot.Consensus.Simulation;

/// <summary>
/// A made-up conversation with known groups: seeded, so that equal settings give equal votes on every machine.
/// </summary>
/// <remarks>
/// Statement j has a base opinion b(j) ~ N(0, 1) and group g a leaning d(g, j) ~ N(0, 1), centred over the groups;
/// a member who does not pass agrees with probability 1 / (1 + exp(−b − separation · d)), where <see cref="Opinions"/> does not say otherwise.
/// Half of the statements are there from the start, the rest come during the first half of the conversation.
/// People come one after another, a few at a time, and vote in one sitting on statements drawn at random.
/// </remarks>
public sealed record PlantedConversation
{
    /// <summary>People, numbered from 1. Default: 200.</summary>
    public int People { get; init; } = 200;

    /// <summary>Statements, numbered from 0. Default: 40.</summary>
    public int Statements { get; init; } = 40;

    /// <summary>Groups planted; 1 means that there is no structure at all. Default: 3.</summary>
    public int Groups { get; init; } = 3;

    /// <summary>How far the groups differ: 0.5 faint, 1 moderate, 2 clear. Default: 1.5.</summary>
    public double Separation { get; init; } = 1.5;

    /// <summary>Mean share of the statements that a person votes on. Default: 0.4.</summary>
    public double ShareSeen { get; init; } = 0.4;

    /// <summary>Standard deviation of the logarithm of the number of votes per person; 0 gives everyone the same. Default: 0.8.</summary>
    public double Skew { get; init; } = 0.8;

    /// <summary>Probability of a pass. Default: 0.1.</summary>
    public double PassShare { get; init; } = 0.1;

    /// <summary>Each group's size relative to the one before it; 1 makes them equal. Default: 0.8.</summary>
    public double SizeRatio { get; init; } = 0.8;

    /// <summary>Each group's share of the people, which goes before the ratio; empty leaves the sizes to the ratio. Default: empty.</summary>
    public IReadOnlyList<double> Sizes { get; init; } = [];

    /// <summary>How a group comes to its probabilities of agreeing. Default: logistic.</summary>
    public PlantedOpinions Opinions { get; init; }

    /// <summary>Standard deviation, in logits, of how readily a person agrees with whatever is asked. Default: 0.</summary>
    public double AgreeBias { get; init; }

    /// <summary>Standard deviation, in logits, of how readily a person passes. Default: 0.</summary>
    public double PassBias { get; init; }

    /// <summary>Standard deviation of the logarithm of how often a statement is shown, in relation to the others. Default: 0.</summary>
    public double ShownSkew { get; init; }

    /// <summary>Where every random choice starts. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The group of each person, the first entry for person 1.</summary>
    public IReadOnlyList<int> Truth()
    {
        var weights = Sizes.Count > 0 ? Sizes.Take(Groups).ToArray() : [.. Enumerable.Range(0, Groups).Select(g => Math.Pow(SizeRatio, g))];
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, Groups, nameof(Sizes));
        var total = weights.Sum();
        var random = Stream(1);
        var truth = new int[People];
        for (var i = 0; i < People; i++)
        {
            var u = random.NextDouble() * total;
            var g = 0;
            while (g < Groups - 1 && u >= weights[g])
            {
                u -= weights[g++];
            }

            truth[i] = g;
        }

        return truth;
    }

    /// <summary>The votes in the order of their times; streamed, so that a large conversation takes little memory.</summary>
    public IEnumerable<Vote> Votes()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(People, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Statements, 1);
        return new PlantedVotes(this, Stream(2), Stream(3), Stream(4)).InOrder();
    }

    private SeededRandom Stream(ulong purpose) => new(((ulong)(uint)Seed << 8) | purpose);
}
