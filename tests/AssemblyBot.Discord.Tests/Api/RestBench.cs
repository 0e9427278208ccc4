using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Gateway;
using AssemblyBot.Testing;

namespace AssemblyBot.Discord.Tests.Api;

/// <summary>The client before a <see cref="ScriptedServer"/>, on a clock that is moved by hand.</summary>
internal sealed class RestBench : IAsyncDisposable
{
    public const string Token = "NDI0MjQyNDI0MjQyNDI0MjQy.secret.part-of-the-token";

    public RestBench(Func<ScriptedServer.Asked, int, HttpResponseMessage> answer)
    {
        Server = new ScriptedServer(answer);
        Api = new DiscordApi(
            new DiscordOptions { Token = Token, BaseUrl = "http://discord.test/api/v10/" },
            new FileSessionShelf(null, Clock, new LogBook<FileSessionShelf>()),
            new GatewayPace(),
            new Backoff(new Random(1)),
            Health,
            Clock,
            Log,
            Server);
    }

    public ManualClock Clock { get; } = new();

    public DiscordHealth Health { get; } = new();

    public LogBook<DiscordApi> Log { get; } = new();

    public ScriptedServer Server { get; }

    public DiscordApi Api { get; }

    /// <summary>Moves the clock on in steps until the call is over; how long that took on the clock.</summary>
    public async Task<(T Result, TimeSpan Took)> RunAsync<T>(Task<T> call, TimeSpan? step = null)
    {
        var start = Clock.GetUtcNow();
        for (var turns = 0; turns < 5_000; turns++)
        {
            // What is under way on other threads comes first: the clock moves only when nothing has happened for a while.
            if (await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken)) == call)
                return (await call, Clock.GetUtcNow() - start);
            Clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
        }

        throw new TimeoutException("the call does not end");
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
