using DSharpPlus;
using DSharpPlus.Exceptions;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>
/// The library's connection to the gateway, built anew whenever it ends or falls silent in a way that the library does not
/// come back from.
/// </summary>
internal sealed class WatchedGateway(
    Func<DiscordConfiguration> configure, string token, DiscordHealth health, Backoff backoff, TimeProvider time, WatchPace pace)
{
    /// <inheritdoc cref="IDiscordApi.ListenAsync"/>
    public async Task<string?> RunAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var begun = time.GetTimestamp();
            var watch = new GatewayWatch(token, interaction => _ = handle(interaction), health, time);
            try
            {
                var trouble = await ServeAsync(watch, cancellationToken);
                if (trouble.Then == GatewayClose.Next.Stop)
                    return trouble.Words;
                if (watch.EverBegan && watch.Age > pace.Good)
                    failures = 1;
                var wait = pace.BeginEvery - time.GetElapsedTime(begun);
                var longer = failures == 1 ? TimeSpan.Zero : backoff.Before(failures - 1, pace.BeginEvery, pace.LongestWait);
                await Task.Delay(wait > longer ? wait : longer, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>One client from its making to its end.</summary>
    private async Task<GatewayClose> ServeAsync(GatewayWatch watch, CancellationToken cancellationToken)
    {
        var configuration = configure();
        configuration.WebSocketClientFactory = proxy => new WatchedSocket(proxy, watch);
        var client = new DiscordClient(configuration);
        try
        {
            var connecting = Task.Run(() => client.ConnectAsync(), cancellationToken);
            while (true)
            {
                await Task.Delay(pace.Look, time, cancellationToken);
                if (connecting.IsFaulted)
                    return CauseOf(connecting.Exception.InnerException);
                if (watch.Trouble(pace) is { } trouble)
                    return trouble;
            }
        }
        finally
        {
            watch.Retire();
            await EndAsync(client);
        }
    }

    private GatewayClose CauseOf(Exception? exception) => exception?.InnerException is UnauthorizedException refused
        && LibraryFailures.Of(refused, token) is ApiFailure.Refused { Status: 401 }
            ? new GatewayClose(GatewayClose.Next.Stop, GatewayClose.TokenRefused("it answers 401"))
            : new GatewayClose(GatewayClose.Next.Begin, "there was no connection");

    /// <summary>Takes a client down, which lasts for ever when the other side does not answer its close.</summary>
    private async Task EndAsync(DiscordClient client)
    {
        try
        {
            await Task.Run(client.Dispose, CancellationToken.None).WaitAsync(pace.Farewell, time, CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever it holds goes with the other side's end of the connection.
        }
    }
}
