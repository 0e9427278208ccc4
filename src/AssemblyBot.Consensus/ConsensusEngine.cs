namespace AssemblyBot.Consensus;

/// <summary>Turns votes into opinion groups and what they agree on.</summary>
public static class ConsensusEngine
{
    /// <summary>Analyses the votes.</summary>
    /// <param name="votes">The current votes.</param>
    /// <param name="options">What the analysis is told.</param>
    /// <param name="previous">An earlier report of the same assembly: groups keep their identity, the components start from it.</param>
    /// <param name="progress">Told of each stage as it begins.</param>
    /// <param name="cancellationToken">Stops between passes over the votes.</param>
    public static ConsensusReport Analyse(
        VoteMatrix votes,
        ConsensusOptions options,
        ConsensusReport? previous = null,
        IProgress<ConsensusProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Validate();
        throw new NotImplementedException();
    }
}
