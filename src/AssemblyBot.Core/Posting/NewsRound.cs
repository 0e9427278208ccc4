using System.Globalization;

namespace AssemblyBot.Core.Posting;

/// <summary>
/// Tells those who asked for it that there are statements they have not voted on: at most once a day, and only when
/// one has come since they were told last.
/// </summary>
public sealed class NewsRound(AssemblyHall hall, IAssemblyStore store, Recorder recorder)
{
    private readonly Dictionary<AssemblyId, string> _lastRound = [];

    /// <summary>Queues what there is to tell; once a day and assembly, at the time of its summaries.</summary>
    public async Task GoAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var assembly in hall.OpenAt(now))
        {
            var daily = assembly.Settings.Schedule with { Days = Enum.GetValues<DayOfWeek>() };
            var round = daily.LastDue(now)?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (round is null || _lastRound.GetValueOrDefault(assembly.Id) == round)
                continue;

            foreach (var reader in await store.GetNewsReadersAsync(assembly.Id, cancellationToken))
            {
                if (UnseenBy(assembly, reader).LastOrDefault() is { } newest)
                    await recorder.RecordAsync(new Change.Enqueue(NewsFor(assembly, reader, newest)), cancellationToken);
            }

            _lastRound[assembly.Id] = round;
        }
    }

    /// <summary>The statements a participant can still vote on, in the order of their numbers.</summary>
    internal static IEnumerable<StatementRecord> UnseenBy(LiveAssembly assembly, ParticipantId participant)
    {
        var ballot = assembly.Votes.Of(participant);
        return assembly.Accepted.Where(statement => statement.Author != participant && ballot.On(statement.Id) is null);
    }

    private static Post NewsFor(LiveAssembly assembly, ParticipantId reader, StatementRecord newest) => new()
    {
        Key = $"news:{assembly.Id.Value}:{reader.Value}:{newest.Id.Number}",
        Assembly = assembly.Id,
        Participant = reader,
        Message = new Message.NewStatements(),
    };
}
