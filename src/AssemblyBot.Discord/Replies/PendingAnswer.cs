namespace AssemblyBot.Discord.Replies;

/// <summary>
/// An interaction that waits for its one answer. Discord waits for 3 seconds; so when the desk takes half of that, it is
/// told that the answer comes later, whether or not the interaction has had its turn.
/// </summary>
internal sealed class PendingAnswer : IDisposable
{
    private static readonly TimeSpan DeferAfter = TimeSpan.FromMilliseconds(1500);

    private readonly IDiscordApi _api;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Task<ApiOutcome<bool>>? _deferral;
    private bool _isTaken;

    /// <summary>Begins to count the time.</summary>
    /// <param name="api">What tells Discord.</param>
    /// <param name="from">The interaction.</param>
    /// <param name="replaces">Whether the answer is to take the place of the card the interaction came from.</param>
    /// <param name="time">Counts the time.</param>
    public PendingAnswer(IDiscordApi api, Interaction from, bool replaces, TimeProvider time)
    {
        (_api, From, Replaces) = (api, from, replaces);
        ReceivedAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Defer(), null, DeferAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The interaction.</summary>
    public Interaction From { get; }

    /// <summary>Whether, once deferred, an edit takes the place of the card the interaction came from.</summary>
    public bool Replaces { get; }

    /// <summary>When it came, a timestamp of the time provider.</summary>
    public long ReceivedAt { get; }

    /// <summary>
    /// Takes the right to give the one answer. Null: it is the caller's; else what became of telling Discord to wait, and
    /// the answer is an edit.
    /// </summary>
    public Task<ApiOutcome<bool>>? Take()
    {
        lock (_gate)
        {
            _isTaken = true;
            _timer.Dispose();
            return _deferral;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Defer()
    {
        lock (_gate)
        {
            if (_isTaken)
                return;
            InteractionAnswer later = Replaces ? new InteractionAnswer.ReplaceLater() : new InteractionAnswer.SayLater(IsForPersonAlone: true);
            _deferral = _api.AnswerAsync(From.Id, From.Token, later, CancellationToken.None);
        }
    }
}
