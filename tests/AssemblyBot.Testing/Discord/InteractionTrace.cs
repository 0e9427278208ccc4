using System.Diagnostics;

namespace AssemblyBot.Testing.Discord;

/// <summary>A command, a press or a form of a person, and what the bot did about it.</summary>
/// <remarks>Moments are <see cref="Stopwatch"/> timestamps, 0 while they are still to come.</remarks>
public sealed class InteractionTrace
{
    private readonly FakeDiscord _discord;
    private readonly List<(string Operation, int Status)> _calls = [];
    private readonly List<DiscordMessage> _followUps = [];
    private readonly TaskCompletionSource<InteractionTrace> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InteractionTrace> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal InteractionTrace(FakeDiscord discord, ulong id, string token, FakeMember by, InteractionKind kind, string what, DiscordMessage? on)
    {
        _discord = discord;
        Id = id;
        Token = token;
        By = by;
        Kind = kind;
        What = what;
        On = on;
        Channel = on?.Channel ?? by.Channel;
        SentAt = discord.Clock.GetUtcNow();
        Sent = Stopwatch.GetTimestamp();
    }

    public ulong Id { get; }

    /// <summary>What it is answered with.</summary>
    public string Token { get; }

    public FakeMember By { get; }

    public InteractionKind Kind { get; }

    /// <summary>The command's name or the custom id.</summary>
    public string What { get; }

    /// <summary>The message it was done on, as the person saw it; null: none.</summary>
    public DiscordMessage? On { get; }

    /// <summary>Where it was done.</summary>
    public FakeChannel Channel { get; }

    /// <summary>When, on the fake's clock.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>When it was done.</summary>
    public long Sent { get; }

    /// <summary>When the answer was taken.</summary>
    public long Answered { get; private set; }

    /// <summary>The type of the answer that was taken: 4 message, 5 message to come, 6 change to come, 7 change, 9 form; 0: none yet.</summary>
    public int CallbackType { get; private set; }

    /// <summary>How often the bot answered, refused answers included; 1 is right.</summary>
    public int Callbacks { get; internal set; }

    /// <summary>The calls the bot made with the interaction's token, in their order, with the status each was answered with.</summary>
    public IReadOnlyList<(string Operation, int Status)> Calls => _discord.Locked(() => _calls.ToArray());

    /// <summary>The message the answer made or changed, as it reads now; null: none.</summary>
    public DiscordMessage? Message => _discord.Locked(() => Original is null ? null : State.DiscordWorld.Current(Original) ?? Original with { IsDeleted = true });

    /// <summary>The form the bot asks for; null: none.</summary>
    public DiscordModal? Modal { get; private set; }

    /// <summary>The messages that followed the answer, as they were sent.</summary>
    public IReadOnlyList<DiscordMessage> FollowUps => _discord.Locked(() => _followUps.ToArray());

    /// <summary>From the act to its answer; null while there is none.</summary>
    public TimeSpan? TimeToAnswer => Answered == 0 ? null : Stopwatch.GetElapsedTime(Sent, Answered);

    /// <summary>Returns itself once an answer of any type was taken.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public Task<InteractionTrace> AnsweredAsync(TimeSpan? timeout = null)
        => _discord.WaitAsync(_answered.Task, timeout, $"an answer to {this}");

    /// <summary>Returns itself once the answer is there in full: a deferred one was filled in.</summary>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    public Task<InteractionTrace> SettledAsync(TimeSpan? timeout = null)
        => _discord.WaitAsync(_settled.Task, timeout, $"the whole answer to {this}");

    public override string ToString() => $"{Kind} {What} of {By.Name}";

    /// <summary>The message that <c>@original</c> stands for.</summary>
    internal DiscordMessage? Original { get; private set; }

    internal bool IsAnswered => CallbackType != 0;

    internal void Count(string operation, int status) => _calls.Add((operation, status));

    internal void Answer(int type, DiscordMessage? message, DiscordModal? modal)
    {
        CallbackType = type;
        Original = message;
        Modal = modal;
        Answered = Stopwatch.GetTimestamp();
        _answered.TrySetResult(this);
        if (type is not (5 or 6))
        {
            _settled.TrySetResult(this);
        }
    }

    internal void Fill(DiscordMessage message)
    {
        Original = message;
        _settled.TrySetResult(this);
    }

    internal void Follow(DiscordMessage message)
    {
        _followUps.Add(message);
        if (CallbackType == 6)
        {
            _settled.TrySetResult(this);
        }
    }
}
