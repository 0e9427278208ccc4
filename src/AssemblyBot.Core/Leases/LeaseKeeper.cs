using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Leases;

/// <summary>
/// Takes the leases that this host wants and renews them as long as it runs; gives them back when it stops, so that
/// another host goes on at once.
/// </summary>
public sealed partial class LeaseKeeper(
    IAssemblyStore store, HeldLeases held, TimeProvider clock, ILogger<LeaseKeeper> logger) : BackgroundService
{
    /// <summary>How long a lease is given for. When a host dies, the others wait for as long.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RenewAfter = Length / 4;

    private readonly Dictionary<string, long> _asked = [];

    /// <summary>This host's name: another one at each start, for what was begun before a restart is over.</summary>
    public string Host { get; } = $"{Environment.MachineName}:{Guid.NewGuid():N}";

    /// <summary>Takes or renews what it is time for.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in held.Wanted.Where(IsDue).ToArray())
        {
            var asked = clock.GetTimestamp();
            var wasHeld = held.Holds(resource);
            if (await store.TakeLeaseAsync(resource, Host, Length, cancellationToken) is { } lease)
            {
                held.Begin(lease, asked);
                _asked[resource] = asked;
                if (!wasHeld)
                    Taken(logger, resource, lease.Epoch);
            }
            else
            {
                _asked.Remove(resource);
                held.Lose(resource);
                if (wasHeld)
                    Lost(logger, resource);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RenewAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                RenewFailed(logger, exception);
            }

            await Task.Delay(Tick, clock, stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var lease in held.Current.ToArray())
        {
            try
            {
                await store.ReleaseLeaseAsync(lease, cancellationToken);
                held.Lose(lease.Resource);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ReleaseFailed(logger, lease.Resource, exception);
            }
        }
    }

    // Not held: at each tick, for whoever has it may have died. Held until it is given back: never again.
    private bool IsDue(string resource) =>
        !held.Holds(resource)
        || (held.IsLimited(resource) && clock.GetElapsedTime(_asked.GetValueOrDefault(resource)) >= RenewAfter);

    [LoggerMessage(LogLevel.Information, "This host has the lease on {Resource} (term {Epoch})")]
    private static partial void Taken(ILogger logger, string resource, long epoch);

    [LoggerMessage(LogLevel.Warning, "Another host has taken the lease on {Resource}; what this one began under it is refused")]
    private static partial void Lost(ILogger logger, string resource);

    [LoggerMessage(LogLevel.Error, "Leases could not be renewed; it is tried again")]
    private static partial void RenewFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The lease on {Resource} could not be given back; another host can have it when it runs out")]
    private static partial void ReleaseFailed(ILogger logger, string resource, Exception exception);
}
