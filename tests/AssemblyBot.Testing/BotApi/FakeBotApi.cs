using AssemblyBot.Testing.BotApi.Schema;
using AssemblyBot.Testing.BotApi.Server;
using AssemblyBot.Testing.BotApi.State;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A Telegram Bot API server on loopback that checks every request against the official method list and plays the people.</summary>
/// <remarks>What it knows is what a bot can see. A correct bot leaves <see cref="Violations"/> empty, whatever else a test asserts.</remarks>
public sealed class FakeBotApi : IAsyncDisposable
{
    private readonly List<Violation> _violations = [];
    private readonly List<Misbehaviour> _misbehaviours = [];
    private readonly CallCounts _counts = new();
    private readonly BotMethods _methods;
    private readonly FloodLimits? _limits;
    private LoopbackServer? _server;
    private int _underWay;
    private CancellationTokenSource _running = new();
    private int _port;

    private FakeBotApi(FakeBotApiOptions options)
    {
        _ = BotApiSchema.Of(options.Version);
        _port = options.Port;
        Options = options;
        Version = options.Version;
        World = new BotWorld(this);
        _methods = new BotMethods(World, options);
        _limits = options.HasFloodLimits ? new FloodLimits(options.Clock) : null;
    }

    /// <summary>Whether the official method list is beside the repository; without it no server can be made.</summary>
    public static bool IsAvailable => SharedFiles.Has(BotApiSchema.RelativePath);

    /// <summary>For <c>Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason)</c>.</summary>
    public static string SkipReason => SharedFiles.SkipReason(BotApiSchema.RelativePath);

    public FakeBotApiOptions Options { get; }

    public TimeProvider Clock => Options.Clock;

    public string Token => Options.Token;

    public long BotId => World.BotId;

    /// <summary>The address to configure as <c>Telegram:BaseUrl</c>: scheme, host, port and base path, without a slash at its end.</summary>
    public string BaseUrl => $"http://127.0.0.1:{_port}{Options.BasePath}";

    /// <summary><see cref="BaseUrl"/> as a <see cref="Uri"/>, which without a path ends in a slash.</summary>
    public Uri BaseAddress => new(BaseUrl);

    /// <summary>The version it speaks; it can be changed while the server runs, as when another one takes its place.</summary>
    public BotApiVersion Version { get; set; }

    /// <summary>A server that knows getMe, getUpdates and sendMessage only and answers 404 to all else.</summary>
    public bool IsLean { get; set; }

    /// <summary>The requests that break the documented rules, in the order they came.</summary>
    public IReadOnlyList<Violation> Violations => Locked(() => _violations.ToArray());

    /// <summary>All presses so far, unless <see cref="FakeBotApiOptions.KeepPresses"/> is off.</summary>
    public IReadOnlyList<Press> Presses => Locked(() => World.Presses);

    /// <summary>All people so far.</summary>
    public IReadOnlyList<FakeUser> Users => Locked(() => World.Users);

    /// <summary>The calls that arrived, by method, getUpdates included.</summary>
    public IReadOnlyDictionary<string, int> CallsByMethod => Locked(() => _counts.ByMethod);

    /// <summary>The updates that are queued and not confirmed.</summary>
    public int PendingUpdates => Locked(() => World.Updates.Count);

    /// <summary>Whether it works on any request but a poll that waits for the next update.</summary>
    public bool IsBusy => Locked(() => _underWay > (World.Updates.IsAwaited ? 1 : 0));

    /// <summary>The bytes between the bot and this server, headers included; what a webhook is brought is not among them.</summary>
    public WireCount Wire { get; } = new();

    /// <summary>The line to this server; a good one unless a test says otherwise.</summary>
    public FakeLine Line { get; } = new();

    /// <summary>How many calls were refused because they were above the flood limits.</summary>
    public int Limited { get; private set; }

    /// <summary>How many updates a webhook has taken.</summary>
    public int BroughtUpdates => Locked(() => World.Updates.Courier!.Confirmed);

    /// <summary>How many calls stood in the answers of a webhook.</summary>
    public int CallsInAnswers { get; private set; }

    /// <summary>The address set by setWebhook; empty without one.</summary>
    public string WebhookUrl => Locked(() => World.Updates.WebhookUrl);

    /// <summary>Starts a server on a free loopback port.</summary>
    /// <exception cref="MissingSharedFileException">The official method list is missing; see <see cref="IsAvailable"/>.</exception>
    public static async Task<FakeBotApi> StartAsync(FakeBotApiOptions? options = null, CancellationToken cancellationToken = default)
    {
        var api = new FakeBotApi(options ?? new FakeBotApiOptions());
        await api.ResumeAsync(cancellationToken);
        return api;
    }

    /// <summary>Starts to listen again, on the same port and with all state kept, after <see cref="StopAsync"/>.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
        {
            throw new InvalidOperationException("The server is already running");
        }

        _running = new CancellationTokenSource();
        var handler = new RequestHandler(this, _methods, _running.Token);
        _server = new LoopbackServer(_port, handler.HandleAsync, Wire, Options.IsHttp2);
        _port = await _server.StartAsync(cancellationToken);
        lock (Gate)
        {
            World.Updates.Courier!.Wake();
        }
    }

    /// <summary>Closes the port and cuts every connection: an outage. People may go on; their updates wait.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await _running.CancelAsync();
            await server.DisposeAsync();
            _running.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        World.Updates.Courier!.Dispose();
    }

    /// <summary>A new person, who has not written to the bot yet.</summary>
    public FakeUser AddUser(string firstName, string? languageCode = "en", string? username = null, long? id = null)
        => Locked(() => World.AddUser(firstName, username, languageCode, id));

    /// <summary>A new group with the bot and these people in it; the bot is not told.</summary>
    public FakeChat AddGroup(string title, bool supergroup = true, params IEnumerable<FakeUser> members)
    {
        lock (Gate)
        {
            var chat = World.AddGroup(title, supergroup);
            foreach (var member in members)
            {
                chat.Add(member);
            }

            return chat;
        }
    }

    /// <summary>A new channel of which the bot is an administrator; the bot is not told.</summary>
    public FakeChat AddChannel(string title, FakeUser administrator)
    {
        lock (Gate)
        {
            var chat = World.AddChannel(title);
            chat.Add(administrator, administrator: true);
            return chat;
        }
    }

    /// <summary>Prepares a fault for calls to come; say which by one of the methods of what is returned.</summary>
    /// <param name="method">The method; null for every method but getUpdates and getMe.</param>
    /// <param name="times">For how many calls.</param>
    /// <param name="when">Only for calls that fit.</param>
    public Misbehaviour Next(string? method = null, int times = 1, Func<BotCall, bool>? when = null)
    {
        var misbehaviour = new Misbehaviour(Gate, method, times, when);
        lock (Gate)
        {
            _misbehaviours.Add(misbehaviour);
        }

        return misbehaviour;
    }

    /// <summary>Lets each of the next updates be delivered twice, the second time although it was confirmed.</summary>
    public void DeliverTwice(int updates = 1)
    {
        lock (Gate)
        {
            World.Updates.DeliverTwice(updates);
        }
    }

    /// <summary>Lets the answers to the next updates that a webhook takes be lost, so that they are brought again.</summary>
    public void LoseWebhookAnswers(int answers = 1)
    {
        lock (Gate)
        {
            World.Updates.Courier!.AnswersToLose += answers;
        }
    }

    /// <summary>Queues an update of any content, valid or not, and returns its id.</summary>
    /// <param name="json">The whole update; <c>$id</c> in it becomes the id. An update without it is delivered until a later one is confirmed.</param>
    public long EnqueueRaw(string json)
        => Locked(() => World.EnqueueRaw(json));

    /// <summary>How often a method was called, in all.</summary>
    public int CallCount(string method)
        => Locked(() => _counts.Of(method));

    /// <summary>How often a method was called for a person: in the private chat, or to answer that person's presses.</summary>
    public int CallCount(string method, FakeUser user) => CallCount(method, user.PrivateChat);

    /// <summary>How often a method was called for a chat.</summary>
    public int CallCount(string method, FakeChat chat)
        => Locked(() => _counts.Of(method, chat.Id));

    /// <summary>Starts all counts, and the list of presses, anew.</summary>
    public void ResetCounts()
    {
        lock (Gate)
        {
            _counts.Clear();
            World.ForgetPresses();
        }
    }

    /// <summary>The commands the bot set.</summary>
    /// <param name="languageCode">The language they were set for; empty for all others.</param>
    /// <param name="scope">The scope's type; for a single chat its id follows after a space.</param>
    public IReadOnlyList<BotCommand> Commands(string languageCode = "", string scope = "default")
        => Locked(() => World.Profile.Commands.GetValueOrDefault((scope, languageCode), []));

    /// <summary>A text the bot set about itself: <c>name</c>, <c>description</c> or <c>short_description</c>.</summary>
    public string ProfileText(string field, string languageCode = "")
        => Locked(() => World.Profile.Texts.GetValueOrDefault((field, languageCode), ""));

    /// <summary>Guards everything the server holds.</summary>
    internal Lock Gate { get; } = new();

    internal BotWorld World { get; }

    /// <summary>Whether it listens.</summary>
    internal bool IsRunning => _server is not null;

    /// <summary>How long a call has to wait, which is then refused; null: it is within the limits. The caller holds the lock.</summary>
    internal TimeSpan? Limit(BotCall call)
    {
        var wait = _limits?.Check(call);
        Limited += wait is null ? 0 : 1;
        return wait;
    }

    /// <summary>Carries out a call that stood in a webhook's answer; nobody learns what came of it.</summary>
    internal void CarryOutAnswer(BotCall call)
    {
        Admit(call);
        lock (Gate)
        {
            CallsInAnswers++;
            if (Limit(call) is null)
            {
                _methods.Run(call);
            }
        }
    }

    /// <summary>A request has come.</summary>
    internal void Begin()
    {
        lock (Gate)
        {
            _underWay++;
        }
    }

    /// <summary>A request is done with, answered or not.</summary>
    internal void End()
    {
        lock (Gate)
        {
            _underWay--;
        }
    }

    internal void Report(string method, string problem)
    {
        lock (Gate)
        {
            _violations.Add(new Violation(method, problem));
        }
    }

    /// <summary>Counts a call and finds the fault that is due for it.</summary>
    internal Misbehaviour? Admit(BotCall call)
    {
        lock (Gate)
        {
            var chat = call.Method == "answerCallbackQuery" ? World.FindPresser(call.GetString("callback_query_id")!) : call.ChatId;
            _counts.Count(call.Method, chat);
            return _misbehaviours.Find(misbehaviour => misbehaviour.Takes(call));
        }
    }

    internal async Task<T> WaitAsync<T>(Task<T> task, TimeSpan? timeout, string what, FakeChat chat)
    {
        var patience = timeout ?? Options.Patience;
        try
        {
            return await task.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            var problems = string.Concat(Violations.Select(violation => $"\nviolation: {violation}"));
            throw new TimeoutException($"Waited {patience.TotalSeconds:0.#} s in vain for {what}.\n{chat.Transcript()}{problems}");
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (Gate)
        {
            return read();
        }
    }
}
