namespace AssemblyBot.Core.Assemblies;

/// <summary>
/// From when on results are shown: small numbers stay unsaid, because they say little and could show who voted how.
/// </summary>
/// <param name="Participants">How many people have to have voted enough before groups and consensus are shown. Default: 20.</param>
/// <param name="VotesEach">How many votes make a person count towards that. Default: 7, as in Polis.</param>
/// <param name="StatementVotes">How many votes a statement needs to be named in a summary. Default: 20.</param>
public sealed record Thresholds(int Participants = 20, int VotesEach = 7, int StatementVotes = 20);
