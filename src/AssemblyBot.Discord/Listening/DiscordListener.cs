using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord.Listening;

/// <summary>
/// Takes interactions from the gateway: those of one person are worked on in order, those of many side by side. Of several
/// hosts, the one with the bot's lease listens.
/// </summary>
internal sealed partial class DiscordListener : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAtLease = TimeSpan.FromSeconds(1);

    private readonly HeldLeases _leases;
    private readonly DiscordDoor _door;
    private readonly IDiscordApi _api;
    private readonly DiscordUpdates _updates;
    private readonly CommandRegistrar _commands;
    private readonly DiscordOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DiscordListener> _logger;
    private readonly SerialQueues<ulong, Taken> _queues;
    private readonly CancellationTokenSource _abort = new();

    public DiscordListener(
        HeldLeases leases,
        DiscordDoor door,
        IDiscordApi api,
        DiscordUpdates updates,
        InteractionHandler handler,
        CommandRegistrar commands,
        IOptions<DiscordOptions> options,
        TimeProvider time,
        ILogger<DiscordListener> logger)
    {
        (_leases, _door, _api, _updates, _commands) = (leases, door, api, updates, commands);
        (_options, _time, _logger) = (options.Value, time, logger);
        _queues = new SerialQueues<ulong, Taken>(taken => handler.HandleAsync(taken, _abort.Token), _options.Parallel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await _door.OpenAsync(stoppingToken) is not { } application)
                return;
            await Task.WhenAll(_commands.RegisterAsync(application, stoppingToken), ListenAsync(application, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }

        await LeaveAsync();
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    private async Task ListenAsync(Application application, CancellationToken stoppingToken)
    {
        var lease = DeliveryKeys.SourceOf(application.Id);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _leases.WhenHeldAsync(lease, stoppingToken);
                if (await ListenWhileHeldAsync(lease, stoppingToken) is { } reason)
                {
                    _door.Close(reason);
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                ListeningFailed(_logger, exception);
                await Task.Delay(AfterFailure, _time, stoppingToken);
            }
        }
    }

    /// <summary>Listens until the host stops or another has taken the bot over; then why Discord refuses it, if it does.</summary>
    private async Task<string?> ListenWhileHeldAsync(string lease, CancellationToken stoppingToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var listening = _api.ListenAsync(TakeAsync, held.Token);
        while (_leases.Holds(lease) && !listening.IsCompleted)
            await Task.WhenAny(listening, Task.Delay(LookAtLease, _time, held.Token));
        await held.CancelAsync();
        return await listening;
    }

    /// <summary>Takes an interaction in hand; completes when nothing is left to do about it.</summary>
    private Task TakeAsync(Interaction interaction)
    {
        try
        {
            var incoming = _updates.Read(interaction);
            if (incoming is Incoming.Nothing)
                return Task.CompletedTask;

            var pending = new PendingAnswer(_api, interaction, incoming is Incoming.Asked { Replaces: true }, _time);
            var taken = new Taken(incoming, pending);
            _queues.Add(interaction.User, taken);
            return taken.Done.Task;
        }
        catch (Exception exception)
        {
            NotUnderstood(_logger, exception);
            return Task.CompletedTask;
        }
    }

    /// <summary>Finishes what is in hand, within the time there is.</summary>
    private async Task LeaveAsync()
    {
        using var deadline = new CancellationTokenSource(_options.DrainTimeout, _time);
        try
        {
            await _queues.WhenEmptyAsync().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            LeftBehind(_logger, _queues.Count);
            await _abort.CancelAsync();
        }
    }

    [LoggerMessage(LogLevel.Error, "Listening to Discord failed; it goes on")]
    private static partial void ListeningFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "An interaction was not understood and skipped")]
    private static partial void NotUnderstood(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} interactions were still worked on at the end and were given up")]
    private static partial void LeftBehind(ILogger logger, int count);
}
