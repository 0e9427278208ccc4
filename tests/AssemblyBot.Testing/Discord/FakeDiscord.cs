using AssemblyBot.Testing.Discord.Gateway;
using AssemblyBot.Testing.Discord.Schema;
using AssemblyBot.Testing.Discord.Server;
using AssemblyBot.Testing.Discord.State;

namespace AssemblyBot.Testing.Discord;

/// <summary>Discord on loopback: HTTP and gateway that check every request against the official document and play the people.</summary>
/// <remarks>What it knows is what a bot can see. A correct bot leaves <see cref="Violations"/> empty, whatever else a test asserts.</remarks>
public sealed class FakeDiscord : IAsyncDisposable
{
    private static readonly TimeSpan InvalidWindow = TimeSpan.FromMinutes(10);

    private readonly List<DiscordViolation> _violations = [];
    private readonly List<DiscordMisbehaviour> _misbehaviours = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _invalid = new();
    private readonly List<Func<bool>> _waiters = [];
    private LoopbackServer? _server;
    private CancellationTokenSource _running = new();
    private int _port;

    private FakeDiscord(FakeDiscordOptions options)
    {
        Options = options;
        _port = options.Port;
        World = new DiscordWorld(this);
        Gateway = new FakeGateway(this);
        Handler = new RestHandler(this, DiscordSchema.Instance);
    }

    /// <summary>Whether the official document is beside the repository; without it no server can be made.</summary>
    public static bool IsAvailable => SharedFiles.Has(DiscordSchema.RelativePath);

    /// <summary>For <c>Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason)</c>.</summary>
    public static string SkipReason => SharedFiles.SkipReason(DiscordSchema.RelativePath);

    public FakeDiscordOptions Options { get; }

    public TimeProvider Clock => Options.Clock;

    public string Token => Options.Token;

    public ulong ApplicationId => World.ApplicationId;

    /// <summary>The address of the HTTP side: scheme, host, port and version, without a slash at its end.</summary>
    public string BaseUrl => $"http://127.0.0.1:{_port}/api/v10";

    /// <summary>The gateway, and its failings.</summary>
    public FakeGateway Gateway { get; }

    /// <summary>The requests and frames that break the documented rules, in the order they came.</summary>
    public IReadOnlyList<DiscordViolation> Violations => Locked(() => _violations.ToArray());

    /// <summary>How often which operation was called, by its name in the official document, such as <c>create_message</c>.</summary>
    public IReadOnlyDictionary<string, int> Calls => Locked(() => new Dictionary<string, int>(_calls));

    /// <summary>All that people did, in no particular order.</summary>
    public IReadOnlyList<InteractionTrace> Interactions => Locked(() => World.Interactions.ToArray());

    /// <summary>The answers 401, 403 and 429 (the shared ones aside) of the last 10 minutes; at 10,000 the real server bars the address.</summary>
    public int InvalidRequests => Locked(() =>
    {
        while (_invalid.TryPeek(out var oldest) && Clock.GetUtcNow() - oldest > InvalidWindow)
        {
            _invalid.Dequeue();
        }

        return _invalid.Count;
    });

    public IReadOnlyList<FakeGuild> Guilds => Locked(() => World.Guilds.ToArray());

    /// <summary>Starts a server on a free loopback port.</summary>
    /// <exception cref="MissingSharedFileException">The official document is missing; see <see cref="IsAvailable"/>.</exception>
    public static async Task<FakeDiscord> StartAsync(FakeDiscordOptions? options = null, CancellationToken cancellationToken = default)
    {
        var discord = new FakeDiscord(options ?? new FakeDiscordOptions());
        await discord.ResumeAsync(cancellationToken);
        return discord;
    }

    /// <summary>Starts to listen again, on the same port and with all state kept, after <see cref="StopAsync"/>.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
        {
            throw new InvalidOperationException("The server is already running");
        }

        _running = new CancellationTokenSource();
        var stopping = _running.Token;
        _server = new LoopbackServer(_port, context => Handler.HandleAsync(context, stopping));
        _port = await _server.StartAsync(cancellationToken);
    }

    /// <summary>Closes the port and cuts every connection: an outage. Sessions can be resumed after it.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            Gateway.DropAll();
            await _running.CancelAsync();
            await server.DisposeAsync();
            _running.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>A new server with the bot in it and one channel; the bot is told when it asked for that.</summary>
    /// <param name="name">The name shown.</param>
    /// <param name="locale">The server's language.</param>
    /// <param name="id">Its number, which decides on the shard: (id >> 22) modulo shards. By default the next.</param>
    public FakeGuild AddGuild(string name = "Assembly", string locale = "en-US", ulong? id = null) => Locked(() => World.AddGuild(name, locale, id));

    /// <summary>A new person in private with the bot, in no server as yet.</summary>
    public FakeMember AddUser(string name, string locale = "en-US") => Locked(() => new FakeMember(this, World.AddUser(name, locale), guild: null));

    /// <summary>Prepares a fault for calls to come; say which by one of the methods of what is returned.</summary>
    /// <param name="operation">The operation's name in the official document, such as <c>create_interaction_response</c>; null: any.</param>
    /// <param name="times">For how many calls.</param>
    public DiscordMisbehaviour Next(string? operation = null, int times = 1) => Locked(() =>
    {
        var misbehaviour = new DiscordMisbehaviour(this, operation, times);
        _misbehaviours.RemoveAll(former => former is { Fault: not null, Remaining: 0 });
        _misbehaviours.Add(misbehaviour);
        return misbehaviour;
    });

    /// <summary>How often an operation was called.</summary>
    public int CallCount(string operation) => Locked(() => _calls.GetValueOrDefault(operation));

    /// <summary>The commands the bot registered everywhere, or for one server.</summary>
    public IReadOnlyList<DiscordCommand> Commands(FakeGuild? guild = null) => Locked(() => World.Commands.GetValueOrDefault(guild?.Id ?? 0, []));

    /// <summary>Forgets all interactions and counts; messages and sessions stay.</summary>
    public void ResetCounts() => Locked(() =>
    {
        World.Forget();
        _calls.Clear();
        return true;
    });

    /// <summary>Returns once something holds that a test can see.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public Task WaitForAsync(Func<FakeDiscord, bool> condition, string what, TimeSpan? timeout = null)
        => WaitAsync(() => condition(this) ? this : null, timeout, what);

    /// <summary>Guards everything the server holds.</summary>
    internal Lock Gate { get; } = new();

    internal DiscordWorld World { get; }

    internal string GatewayUrl => $"ws://127.0.0.1:{_port}/gateway";

    internal string ResumeUrl => $"ws://127.0.0.1:{_port}/resume";

    private RestHandler Handler { get; }

    internal T Locked<T>(Func<T> read)
    {
        lock (Gate)
        {
            return read();
        }
    }

    internal void Report(string rule, string where, string problem)
    {
        lock (Gate)
        {
            _violations.Add(new DiscordViolation(rule, where, problem));
        }
    }

    /// <summary>Counts a call and finds the fault that is due for it.</summary>
    internal DiscordMisbehaviour? Admit(RestCall call)
    {
        lock (Gate)
        {
            _calls[call.Operation.Id] = _calls.GetValueOrDefault(call.Operation.Id) + 1;
            Changed();
            return _misbehaviours.Find(misbehaviour => misbehaviour.Takes(call));
        }
    }

    internal void CountInvalidRequest(int status)
    {
        if (status is 401 or 403 or 429)
        {
            lock (Gate)
            {
                _invalid.Enqueue(Clock.GetUtcNow());
            }
        }
    }

    /// <summary>Lets those look who wait for a change. Called under the lock.</summary>
    internal void Changed()
    {
        for (var i = _waiters.Count - 1; i >= 0; i--)
        {
            if (_waiters[i]())
            {
                _waiters.RemoveAt(i);
            }
        }
    }

    internal Task<T> WaitAsync<T>(Func<T?> look, TimeSpan? timeout, string what)
        where T : class
    {
        var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Gate)
        {
            if (!Look())
            {
                _waiters.Add(Look);
            }
        }

        return WaitAsync(found.Task, timeout, what);

        bool Look() => found.Task.IsCompleted || (look() is { } value && found.TrySetResult(value));
    }

    internal async Task<T> WaitAsync<T>(Task<T> task, TimeSpan? timeout, string what)
    {
        var patience = timeout ?? Options.Patience;
        try
        {
            return await task.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            var problems = string.Concat(Violations.Select(violation => $"\nviolation: {violation}"));
            var calls = string.Join(", ", Calls.Select(call => $"{call.Key} {call.Value}"));
            throw new TimeoutException($"Waited {patience.TotalSeconds:0.#} s in vain for {what}.\ncalls: {calls}{problems}");
        }
    }
}
