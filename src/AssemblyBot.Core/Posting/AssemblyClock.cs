using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Posting;

/// <summary>
/// The assembly's own hand: every few seconds it looks for what another process has changed, keeps the engine's findings
/// fresh, and writes the summaries and the news that are due: the last on the one host that has the lease on posting.
/// </summary>
public sealed partial class AssemblyClock(
    AssemblyHall hall,
    Analyst analyst,
    SummaryWriter summaries,
    NewsRound news,
    HeldLeases leases,
    TimeProvider clock,
    ILogger<AssemblyClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FindingsAge = TimeSpan.FromSeconds(30);

    /// <summary>An analysis may take one part in this many of the time.</summary>
    private const int AnalysisShare = 20;

    private readonly Dictionary<AssemblyId, DateTimeOffset> _nextAnalysis = [];

    /// <summary>One round of everything the clock does.</summary>
    public async Task StrikeAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await SpeakAsync(cancellationToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await hall.RefreshAsync(cancellationToken);
        await AnalyseAsync(clock.GetUtcNow(), cancellationToken);
    }

    private async Task SpeakAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await summaries.WriteDueAsync(now, cancellationToken);
        await news.GoAsync(now, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                if (leases.Holds(HeldLeases.Posting))
                    await SpeakAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                StrikeFailed(logger, exception);
            }

            await Task.Delay(Tick, clock, stoppingToken);
        }
    }

    private async Task AnalyseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var assembly in hall.OpenAt(now))
        {
            if (assembly.Votes.VoteCount == 0 || _nextAnalysis.GetValueOrDefault(assembly.Id) > now)
                continue;

            var took = (await analyst.AnalyseAsync(assembly, cancellationToken)).Took * AnalysisShare;
            _nextAnalysis[assembly.Id] = now + (took > FindingsAge ? took : FindingsAge);
        }
    }

    [LoggerMessage(LogLevel.Error, "The assembly's clock stumbled; it goes on")]
    private static partial void StrikeFailed(ILogger logger, Exception exception);
}
