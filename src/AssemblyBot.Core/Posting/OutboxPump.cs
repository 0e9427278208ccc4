using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Posting;

/// <summary>Empties the outbox, every second, as long as the host runs and has the lease on posting.</summary>
internal sealed partial class OutboxPump(Outbox outbox, HeldLeases leases, TimeProvider clock, ILogger<OutboxPump> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await leases.WhenHeldAsync(HeldLeases.Posting, stoppingToken);
            try
            {
                await outbox.SendAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                PumpFailed(logger, exception);
            }

            await Task.Delay(Tick, clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be read; it is tried again")]
    private static partial void PumpFailed(ILogger logger, Exception exception);
}
