using AssemblyBot.Core.Recording;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Assemblies;

/// <summary>
/// Keeps snapshots of the votes in the store, of large assemblies now and then and of all of them at the end, so that the
/// next start reads one and the events after it instead of every event, and a recount has something to be held against.
/// </summary>
internal sealed partial class SnapshotKeeper(
    AssemblyHall hall, Recorder recorder, TimeProvider clock, ILogger<SnapshotKeeper> logger) : BackgroundService
{
    /// <summary>Fewer events than this are read faster than it is worth to keep a snapshot; of more votes, a tenth of them.</summary>
    private const int FewestEvents = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<AssemblyId, long> _kept = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            try
            {
                await KeepAsync(assembly => Math.Max(FewestEvents, assembly.Votes.VoteCount / 10), stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                KeepFailed(logger, exception);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await KeepAsync(1, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            KeepFailed(logger, exception);
        }
    }

    /// <summary>Keeps a snapshot of each assembly that has come far enough since its last one.</summary>
    internal Task KeepAsync(int fewestEvents, CancellationToken cancellationToken) => KeepAsync(_ => fewestEvents, cancellationToken);

    private async Task KeepAsync(Func<LiveAssembly, int> fewestEvents, CancellationToken cancellationToken)
    {
        foreach (var assembly in hall.All)
        {
            var kept = _kept.GetValueOrDefault(assembly.Id, assembly.SnapshotHead);
            if (assembly.Votes.Head - kept < fewestEvents(assembly))
                continue;
            var snapshot = assembly.Votes.Take(assembly.Id);
            await recorder.RecordAsync(new Change.KeepSnapshot(snapshot), cancellationToken);
            _kept[assembly.Id] = snapshot.Head;
            Kept(logger, assembly.Id.Value, snapshot.Head, snapshot.Body.Length);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Kept a snapshot of assembly {Assembly} at event {Head}: {Bytes} bytes")]
    private static partial void Kept(ILogger logger, long assembly, long head, int bytes);

    [LoggerMessage(LogLevel.Warning, "A snapshot of the votes was not kept; it is tried again")]
    private static partial void KeepFailed(ILogger logger, Exception exception);
}
