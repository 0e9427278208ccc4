using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Summaries;

/// <summary>
/// Writes the summaries that are due: stored once a period, in one transaction with a post for each channel.
/// </summary>
public sealed partial class SummaryWriter(
    AssemblyHall hall, Analyst analyst, IAssemblyStore store, Recorder recorder, ILogger<SummaryWriter> logger)
{
    private readonly HashSet<(ChannelId Channel, string Period)> _written = [];

    /// <summary>
    /// Writes what is due at <paramref name="now"/> and not written yet. Of the times that passed while nobody was
    /// there, only the last one counts.
    /// </summary>
    public async Task WriteDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var assembly in hall.All)
        {
            var channels = hall.Channels.Where(channel => channel.Assembly == assembly.Id && channel.DisabledBecause is null);
            var due = channels
                .Select(channel => (Channel: channel, Period: PeriodDue(assembly, channel, now)))
                .Where(pair => pair.Period is not null)
                .GroupBy(pair => pair.Period!, pair => pair.Channel, StringComparer.Ordinal);
            foreach (var period in due)
                await WriteAsync(assembly, period.Key, [.. period], now, cancellationToken);
        }
    }

    private string? PeriodDue(LiveAssembly assembly, ChannelRecord channel, DateTimeOffset now)
    {
        var stage = assembly.Record.StageAt(now);
        if (stage == Stage.Closed)
            return SummaryPeriod.Final;
        if (channel.Schedule.LastDue(now) is not { } due || due <= channel.LinkedAt)
            return null;

        // A time that passed before people could vote is over; it is not made up for when the assembly opens.
        var period = SummaryPeriod.Of(due);
        if (stage == Stage.Draft || assembly.Record.StageAt(due) == Stage.Draft)
            _written.Add((channel.Id, period));
        return period;
    }

    private async Task WriteAsync(
        LiveAssembly assembly, string period, IReadOnlyList<ChannelRecord> channels, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var missing = channels.Where(channel => !_written.Contains((channel.Id, period))).ToArray();
        if (missing.Length == 0)
            return;

        var posts = missing.Select(channel => PostTo(channel, period)).ToArray();
        if (await store.GetSummaryAsync(assembly.Id, period, cancellationToken) is null)
        {
            var analysis = await analyst.AnalyseAsync(assembly, cancellationToken);
            var previous = await store.GetLastSummaryAsync(assembly.Id, cancellationToken);
            var summary = SummaryComposer.Compose(assembly, analysis, previous, period, now);
            await recorder.RecordAsync(new Change.StoreSummary(summary, posts), cancellationToken);
            Written(logger, assembly.Id.Value, period, summary.Voters, summary.Votes, posts.Length);
        }
        else
        {
            foreach (var post in posts)
                await recorder.RecordAsync(new Change.Enqueue(post), cancellationToken);
        }

        foreach (var channel in missing)
            _written.Add((channel.Id, period));
    }

    private static Post PostTo(ChannelRecord channel, string period) => new()
    {
        Key = $"summary:{channel.Assembly.Value}:{period}:{channel.Id.Value}",
        Assembly = channel.Assembly,
        Channel = channel.Id,
        Message = new Message.SummaryOf(period),
    };

    [LoggerMessage(
        LogLevel.Information,
        "Wrote the summary of assembly {Assembly} for {Period}: {Voters} people, {Votes} votes, {Channels} channels")]
    private static partial void Written(ILogger logger, long assembly, string period, int voters, int votes, int channels);
}
