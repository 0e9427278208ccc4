using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Networks;

/// <summary>
/// Knows when the bot was out of Telegram's reach for longer than the server keeps a press, and tells people once when they
/// come back: what they wrote has arrived, what they pressed may not have.
/// </summary>
internal sealed partial class Outages(PhraseBooks phrases, ContactFile file, TimeProvider time, ILogger<Outages> logger)
{
    /// <summary>How long the server keeps a press.</summary>
    public static readonly TimeSpan PressLasts = TimeSpan.FromSeconds(150);

    /// <summary>Who has not come back by then does not remember the press.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(24);

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(30);
    private const int MostTold = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = [];
    private DateTimeOffset? _last;
    private DateTimeOffset? _ended;
    private DateTimeOffset _noted = DateTimeOffset.MinValue;

    /// <summary>The server has answered just now.</summary>
    public void Reached()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if ((_last ?? file.Read()) is { } last && now - last > PressLasts)
            {
                _ended = now;
                _told.Clear();
                Over(logger, (int)(now - last).TotalMinutes);
            }

            _last = now;
            if (now - _noted < BetweenNotes)
                return;
            _noted = now;
        }

        file.Note(time.GetUtcNow());
    }

    /// <summary>Another host has done the work until now.</summary>
    public void StoodBy()
    {
        lock (_gate)
            _last = time.GetUtcNow();
    }

    /// <summary>The card, with a word about lost presses for someone who comes back after an outage.</summary>
    public Card? Remark(Incoming.Asked asked, Card? card)
    {
        if (card is null || !asked.IsPrivate || asked.Request.Action is CardAction.Start)
            return card;
        lock (_gate)
        {
            if (_ended is not { } ended || time.GetUtcNow() - ended > ToldFor || _told.Count >= MostTold || !_told.Add(asked.Request.Person.Id))
                return card;
        }

        var note = new Block.Note(phrases.For(asked.Request.Person.Locale ?? card.Language).Network.PressAgain);
        return card with { Blocks = [note, .. card.Blocks] };
    }

    [LoggerMessage(LogLevel.Warning, "Telegram was out of reach for {Minutes} minutes; buttons that people pressed meanwhile may be lost, and they are told so")]
    private static partial void Over(ILogger logger, int minutes);
}
