namespace AssemblyBot.Consensus;

/// <summary>Who is not in any group because they have voted too little.</summary>
/// <param name="VotesNeeded">Votes from which a person may be grouped.</param>
/// <param name="Count">People with fewer.</param>
/// <param name="ByVotes">How many of them have 1, 2, … votes; one entry for each number below the one needed.</param>
public sealed record MissingPeople(int VotesNeeded, int Count, IReadOnlyList<int> ByVotes);
