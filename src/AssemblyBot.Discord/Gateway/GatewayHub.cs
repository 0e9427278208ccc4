using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Gateway;

/// <summary>What the connections of all shards share.</summary>
internal sealed partial class GatewayHub(
    string token,
    string userAgent,
    Func<Interaction, Task> handle,
    SessionKeeper keeper,
    GatewayPace pace,
    Backoff backoff,
    DiscordHealth health,
    TimeProvider time,
    ILogger logger)
{
    private readonly Lock _gate = new();

    public string Token => token;

    public string UserAgent => userAgent;

    public SessionKeeper Keeper => keeper;

    public GatewayPace Pace => pace;

    public Backoff Backoff => backoff;

    public DiscordHealth Health => health;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Hands an interaction over, never two at the same moment; the task ends when it is handled.</summary>
    public Task Hand(Interaction interaction)
    {
        lock (_gate)
        {
            try
            {
                return handle(interaction);
            }
            catch (Exception exception)
            {
                NotTaken(logger, exception);
                return Task.CompletedTask;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "An interaction could not be taken and was dropped")]
    private static partial void NotTaken(ILogger logger, Exception exception);
}
