namespace AssemblyBot.Consensus;

/// <summary>The rule by which people are put into opinion groups.</summary>
public enum ConsensusMethod
{
    /// <summary>A partition that depends on the votes alone: not on their order, the sign of a component or earlier runs.</summary>
    Robust,

    /// <summary>The rule of Polis, with its base clusters, its carried state and its dependence on the order of arrival.</summary>
    Classic,
}
