namespace AssemblyBot.Consensus.Simulation;

/// <summary>How a planted group comes to its probability of agreeing with a statement.</summary>
public enum PlantedOpinions
{
    /// <summary>A base opinion of the statement and a leaning of the group add up in logits.</summary>
    Logistic,

    /// <summary>
    /// A mixture of a number u(j) that all share and one u(g, j) of the group's own, both even between 0 and 1:
    /// p = (1 − s) u(j) + s u(g, j) with s = separation ÷ 2, at most 1.
    /// </summary>
    Even,

    /// <summary>
    /// On a share separation ÷ 4 of the statements, at most all, a group takes sides by the toss of a coin (0.85 or 0.15);
    /// on the others all agree with the same probability, even between 0.2 and 0.95.
    /// </summary>
    Sides,
}
