using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Assemblies;

/// <summary>Lets the hall follow what other hosts write, as they write it.</summary>
internal sealed partial class HallFollower(
    IAssemblyStore store, AssemblyHall hall, TimeProvider clock, ILogger<HallFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var news in store.WatchAsync(stoppingToken))
                    await hall.FollowAsync(news, stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                FollowFailed(logger, exception);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What other hosts write could not be followed; it is tried again")]
    private static partial void FollowFailed(ILogger logger, Exception exception);
}
