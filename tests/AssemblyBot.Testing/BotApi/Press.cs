using System.Diagnostics;

namespace AssemblyBot.Testing.BotApi;

/// <summary>A press of a button: what it sent, and when the bot did what about it.</summary>
/// <remarks>Moments are <see cref="Stopwatch"/> timestamps, 0 while they are still to come.</remarks>
public sealed class Press
{
    private readonly FakeBotApi _api;
    private TaskCompletionSource<CallbackAnswer>? _answered;
    private TaskCompletionSource<FakeMessage>? _edited;

    internal Press(FakeBotApi api, string queryId, FakeUser by, FakeMessage on, string data)
    {
        _api = api;
        QueryId = queryId;
        By = by;
        On = on;
        Data = data;
        SentAt = api.Clock.GetUtcNow();
        Queued = Stopwatch.GetTimestamp();
    }

    /// <summary>The id of the callback query.</summary>
    public string QueryId { get; }

    public FakeUser By { get; }

    /// <summary>The message under which the button was, as the person saw it.</summary>
    public FakeMessage On { get; }

    public string Data { get; }

    /// <summary>When it was made, on the fake's clock.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>The id of the update that carries it; 0 if the bot did not ask for such updates.</summary>
    public long UpdateId { get; internal set; }

    /// <summary>When the button was pressed.</summary>
    public long Queued { get; }

    /// <summary>When the bot first received it.</summary>
    public long Delivered { get; internal set; }

    /// <summary>When answerCallbackQuery arrived.</summary>
    public long Answered { get; private set; }

    /// <summary>When the first edit of the message after the press arrived.</summary>
    public long Edited { get; private set; }

    /// <summary>The bot's answer, or null while there is none.</summary>
    public CallbackAnswer? Answer { get; private set; }

    /// <summary>From the press to its answer; null while there is none.</summary>
    public TimeSpan? TimeToAnswer => Answered == 0 ? null : Stopwatch.GetElapsedTime(Queued, Answered);

    /// <summary>From the press to the edit; null while there is none.</summary>
    public TimeSpan? TimeToEdit => Edited == 0 ? null : Stopwatch.GetElapsedTime(Queued, Edited);

    /// <summary>The bot's answer, as soon as it arrives.</summary>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public Task<CallbackAnswer> AnsweredAsync(TimeSpan? timeout = null)
    {
        lock (_api.Gate)
        {
            if (Answer is not null)
            {
                return Task.FromResult(Answer);
            }

            _answered ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return _api.WaitAsync(_answered.Task, timeout, $"an answer to the press of {Data}", On.Chat);
    }

    /// <summary>The message as it reads after the edit that belongs to this press.</summary>
    /// <remarks>Edits go to presses in their order; one that was answered without an edit, before the next press, takes part in the next one's.</remarks>
    /// <exception cref="TimeoutException">None came in time; the message holds the transcript.</exception>
    public Task<FakeMessage> EditedAsync(TimeSpan? timeout = null)
    {
        lock (_api.Gate)
        {
            if (EditedMessage is not null)
            {
                return Task.FromResult(EditedMessage);
            }

            _edited ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return _api.WaitAsync(_edited.Task, timeout, $"an edit after the press of {Data}", On.Chat);
    }

    /// <summary>The message after the first edit that followed the press, or null.</summary>
    public FakeMessage? EditedMessage { get; private set; }

    internal void Complete(CallbackAnswer answer)
    {
        Answer = answer;
        Answered = Stopwatch.GetTimestamp();
        _answered?.TrySetResult(answer);
    }

    internal void Complete(FakeMessage edited)
    {
        EditedMessage = edited;
        Edited = Stopwatch.GetTimestamp();
        _edited?.TrySetResult(edited);
    }
}
