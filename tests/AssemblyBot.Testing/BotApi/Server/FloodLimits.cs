namespace AssemblyBot.Testing.BotApi.Server;

/// <summary>
/// The limits of the documentation: 30 messages and edits in a second in all, one a second in a chat after a short burst,
/// 20 in a minute in a group. What is above is refused with 429 and counts for nothing. Used under the server's lock.
/// </summary>
internal sealed class FloodLimits(TimeProvider clock)
{
    private const int InAll = 30;
    private const int InGroup = 20;
    private const int Burst = 4;

    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        "sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup",
    };

    private readonly long _start = clock.GetTimestamp();
    private readonly Queue<TimeSpan> _all = new();
    private readonly Dictionary<long, Queue<TimeSpan>> _groups = [];
    private readonly Dictionary<long, (double Tokens, TimeSpan At)> _chats = [];

    /// <summary>How long the bot has to wait; null: the call is within the limits, and counts.</summary>
    public TimeSpan? Check(BotCall call)
    {
        if (call.ChatId is not { } chat || !Counted.Contains(call.Method))
        {
            return null;
        }

        var now = clock.GetElapsedTime(_start);
        if (WaitOf(_all, InAll, TimeSpan.FromSeconds(1), now) is { } all)
        {
            return all;
        }

        var group = chat < 0 ? _groups.TryGetValue(chat, out var known) ? known : _groups[chat] = new() : null;
        if (group is not null && WaitOf(group, InGroup, TimeSpan.FromMinutes(1), now) is { } minute)
        {
            return minute;
        }

        var (tokens, at) = _chats.GetValueOrDefault(chat, (Burst, now));
        tokens = Math.Min(Burst, tokens + (now - at).TotalSeconds);
        if (tokens < 1)
        {
            return TimeSpan.FromSeconds(1 - tokens);
        }

        _chats[chat] = (tokens - 1, now);
        _all.Enqueue(now);
        group?.Enqueue(now);
        return null;
    }

    private static TimeSpan? WaitOf(Queue<TimeSpan> sent, int most, TimeSpan span, TimeSpan now)
    {
        while (sent.TryPeek(out var first) && first + span <= now)
        {
            sent.Dequeue();
        }

        return sent.Count < most ? null : sent.Peek() + span - now;
    }
}
