namespace AssemblyBot.Testing.BotApi;

/// <summary>A fault the server shows for the next calls that fit; made by <see cref="FakeBotApi.Next"/>.</summary>
/// <remarks>Until one of its methods says which fault, it does nothing. With <c>performed</c> the call takes effect, and only its answer is lost.</remarks>
public sealed class Misbehaviour
{
    private readonly Lock _gate;
    private readonly string? _method;
    private readonly Func<BotCall, bool>? _when;
    private int _remaining;

    internal Misbehaviour(Lock gate, string? method, int times, Func<BotCall, bool>? when)
    {
        _gate = gate;
        _method = method;
        _remaining = times;
        _when = when;
    }

    /// <summary>How many calls it still awaits.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
            {
                return _remaining;
            }
        }
    }

    /// <summary>Refuses with a status, such as 429, 403, 500 or 502, in the Bot API's form.</summary>
    /// <param name="status">The status of HTTP and the error code.</param>
    /// <param name="retryAfter">How long the bot is asked to wait, in whole seconds.</param>
    /// <param name="description">The reason; by default the real server's words.</param>
    /// <param name="performed">Whether the call takes effect first.</param>
    public Misbehaviour Answers(int status, TimeSpan? retryAfter = null, string? description = null, bool performed = false)
        => Do(new Fault.Refuse(status, description ?? DefaultDescription(status, retryAfter), retryAfter), performed);

    /// <summary>Answers with a body that need be no JSON.</summary>
    public Misbehaviour AnswersBody(string body, int status = 200, bool performed = false) => Do(new Fault.Body(body, status), performed);

    /// <summary>Answers 200 with nothing.</summary>
    public Misbehaviour AnswersEmpty(bool performed = false) => AnswersBody("", performed: performed);

    /// <summary>Answers <c>ok</c> with a result of null.</summary>
    public Misbehaviour AnswersNull(bool performed = false) => AnswersBody("""{"ok":true,"result":null}""", performed: performed);

    /// <summary>Answers as if it had never heard of the method.</summary>
    public Misbehaviour AnswersUnknownMethod() => Answers(404, description: "Not Found");

    /// <summary>Sends half an answer and cuts the connection.</summary>
    public Misbehaviour Resets(bool performed = false) => Do(new Fault.Reset(), performed);

    /// <summary>Never answers, until the bot gives up.</summary>
    public Misbehaviour Hangs(bool performed = false) => Do(new Fault.Hang(), performed);

    /// <summary>Answers rightly, but late in real time.</summary>
    public Misbehaviour Delays(TimeSpan by) => Do(new Fault.Delay(by), performed: true);

    /// <summary>Ends the misbehaviour.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _remaining = 0;
        }
    }

    internal Fault? Fault { get; private set; }

    /// <summary>Whether the call takes effect although its answer is none.</summary>
    internal bool Performed { get; private set; }

    /// <summary>Whether this call is one of those it waits for, and counts it. The caller holds the lock.</summary>
    internal bool Takes(BotCall call)
    {
        var takes = _remaining > 0 && Fault is not null && Names(call.Method) && _when?.Invoke(call) != false;
        _remaining -= takes ? 1 : 0;
        return takes;
    }

    private bool Names(string method) => _method is null
        ? method is not ("getUpdates" or "getMe")
        : _method.Equals(method, StringComparison.OrdinalIgnoreCase);

    private Misbehaviour Do(Fault fault, bool performed)
    {
        lock (_gate)
        {
            Fault = fault;
            Performed = performed;
        }

        return this;
    }

    private static string DefaultDescription(int status, TimeSpan? retryAfter) => status switch
    {
        401 => "Unauthorized",
        403 => "Forbidden: bot was blocked by the user",
        404 => "Not Found",
        429 => $"Too Many Requests: retry after {Math.Ceiling((retryAfter ?? TimeSpan.Zero).TotalSeconds)}",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        _ => "Bad Request: refused on request",
    };
}
