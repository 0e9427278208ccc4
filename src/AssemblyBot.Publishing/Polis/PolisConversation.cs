using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Polis;

/// <summary>A published Polis conversation: its topic, its statements and every vote event.</summary>
public sealed record PolisConversation
{
    /// <summary>The folder it was read from.</summary>
    public required string Folder { get; init; }

    /// <summary>The files that were there.</summary>
    public required PolisFiles Files { get; init; }

    /// <summary>The topic; empty when no summary was published.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The organisers' description; empty when none was published.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it ran; empty when no summary was published.</summary>
    public string Url { get; init; } = "";

    /// <summary>The statements in the order of their numbers, each number once.</summary>
    public required IReadOnlyList<PolisStatement> Statements { get; init; }

    /// <summary>
    /// Every vote event, re-votes included, in the order of time; at the same millisecond in the order of the file.
    /// Without <c>votes.csv</c> the cells of the matrix, row by row, without times.
    /// </summary>
    public required IReadOnlyList<PolisVote> Votes { get; init; }

    /// <summary>The participants of the published matrix in its order; empty without one.</summary>
    public IReadOnlyList<long> MatrixParticipants { get; init; } = [];

    /// <summary>The group that Polis published for each participant it had grouped; empty without a matrix.</summary>
    public IReadOnlyDictionary<long, int> PublishedGroups { get; init; } = new Dictionary<long, int>();

    /// <summary>Which number meant "agree" in the files; the stances here are already turned.</summary>
    public required VoteSign Sign { get; init; }

    /// <summary>Where the knowledge of the sign comes from.</summary>
    public required VoteSignSource SignSource { get; init; }

    /// <summary>What looked odd though it could be read, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether the vote events carry times.</summary>
    public bool HasTimes => Files.HasFlag(PolisFiles.Votes);

    /// <summary>The votes as the engine takes them: the last of each person on each statement, the statements that were left out marked as such.</summary>
    public VoteMatrix ToMatrix() => VoteMatrix.From(
        Votes.Select(vote => new Vote(vote.Participant, vote.Statement, vote.Stance)),
        Statements.Select(statement => statement.Id),
        Statements.Where(statement => statement.Moderation == PolisModeration.Rejected).Select(statement => statement.Id),
        Statements.Where(statement => statement.IsMeta).Select(statement => statement.Id));

    /// <summary>The statements most agreed with, so that a person can tell whether the vote sign was read rightly.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>Ordered by (agrees + 1) / (votes + 2), counted over events; statements that were left out or have no vote are not among them.</returns>
    public IReadOnlyList<PolisTally> MostAgreed(int count)
    {
        var agrees = new Dictionary<int, int>();
        var disagrees = new Dictionary<int, int>();
        var votes = new Dictionary<int, int>();
        foreach (var vote in Votes)
        {
            votes[vote.Statement] = votes.GetValueOrDefault(vote.Statement) + 1;
            var side = vote.Stance switch { Stance.Agree => agrees, Stance.Disagree => disagrees, _ => null };
            side?[vote.Statement] = side.GetValueOrDefault(vote.Statement) + 1;
        }

        return
        [
            .. Statements
                .Where(statement => !statement.IsExcluded && votes.ContainsKey(statement.Id))
                .Select(statement => new PolisTally(statement, agrees.GetValueOrDefault(statement.Id), disagrees.GetValueOrDefault(statement.Id), votes[statement.Id]))
                .OrderByDescending(tally => (tally.Agrees + 1.0) / (tally.Votes + 2.0))
                .ThenBy(tally => tally.Statement.Id)
                .Take(count),
        ];
    }
}
