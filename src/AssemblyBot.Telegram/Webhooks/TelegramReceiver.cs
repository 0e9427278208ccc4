using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>Takes updates that Telegram brings, as long as the host runs; what waits when it stops is brought after the next start.</summary>
internal sealed partial class TelegramReceiver(
    TelegramDoor door,
    WebhookServer server,
    WebhookIntake intake,
    WebhookKeeper keeper,
    ReplySender replies,
    CommandMenu menu,
    PlatformWatch platforms,
    TelegramHealth health,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramReceiver> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!await ListenAsync(stoppingToken) || !await door.OpenAsync(stoppingToken))
                return;
            await Task.WhenAll(menu.SetAsync(stoppingToken), keeper.KeepAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }

        using var deadline = new CancellationTokenSource(options.Value.DrainTimeout, time);
        await intake.CloseAsync(deadline.Token);
        await server.StopAsync(deadline.Token);
        await replies.DrainAsync(deadline.Token);
    }

    private async Task<bool> ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            health.StoppedBecause = $"Telegram:WebhookListen is {options.Value.WebhookListen}, where this program cannot listen: "
                + exception.Message;
            CannotListen(logger, health.StoppedBecause);
            platforms.GiveUp(TelegramPeople.Platform);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Problem}")]
    private static partial void CannotListen(ILogger logger, string problem);
}
