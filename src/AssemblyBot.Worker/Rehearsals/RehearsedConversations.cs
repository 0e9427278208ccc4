using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Worker.Rehearsals;

/// <summary>Conversations to rehearse: a published one, or one that is made up.</summary>
internal static class RehearsedConversations
{
    /// <summary>How far apart the votes of a conversation without times are.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    /// <summary>When a conversation without times begins: a Monday morning.</summary>
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static Rehearsed From(PolisConversation conversation)
    {
        // A published file does not say who the organisers are: the owner has the number 0, and seeds are marked in newer files only.
        var repeated = conversation.Statements
            .GroupBy(statement => StatementText.FingerprintOf(StatementText.Clean(statement.Text)), StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .SelectMany(same => same.Select(statement => statement.Id))
            .ToHashSet();
        var first = conversation.Votes
            .GroupBy(vote => vote.Statement)
            .ToDictionary(votes => votes.Key, votes => votes.Min(vote => vote.Time) ?? Beginning);
        return new Rehearsed
        {
            Topic = string.IsNullOrWhiteSpace(conversation.Topic) ? NameOf(conversation.Folder) : conversation.Topic,
            Name = NameOf(conversation.Folder),
            Statements =
            [
                .. conversation.Statements.Select(statement => new RehearsedStatement(
                    statement.Id,
                    StatementText.Clean(statement.Text),
                    IsOrganisers(statement) || repeated.Contains(statement.Id) ? null : statement.Author,
                    Earlier(statement.Created, first.TryGetValue(statement.Id, out var voted) ? voted : null),
                    statement.IsExcluded)),
            ],
            Votes =
            [
                .. conversation.Votes.Select((vote, index) => new RehearsedVote(
                    vote.Time ?? Beginning + (index * Pace), vote.Participant, vote.Statement, vote.Stance)),
            ],
        };
    }

    public static Rehearsed From(PlantedConversation planted) => new()
    {
        Topic = "An invented question",
        Name = $"invented-{planted.People}-{planted.Seed}",
        Statements =
        [
            .. Enumerable.Range(0, planted.Statements).Select(id => new RehearsedStatement(
                id, $"Invented statement {id + 1}: people of one leaning agree, others do not", null, null, IsRejected: false)),
        ],
        Votes =
        [
            .. planted.Votes().Select((vote, index) => new RehearsedVote(
                Beginning + (index * Pace), vote.Participant, vote.Statement, vote.Stance)),
        ],
    };

    private static bool IsOrganisers(PolisStatement statement) =>
        statement.IsSeed == true || statement.Author is null or 0 || StatementText.IsEmpty(statement.Text);

    private static DateTimeOffset? Earlier(DateTimeOffset? written, DateTimeOffset? voted) =>
        written is null || voted < written ? voted : written;

    private static string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var safe = new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]);
        return safe.Trim('-') is { Length: > 0 } trimmed ? trimmed : "conversation";
    }
}
