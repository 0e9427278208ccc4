using System.Collections.Concurrent;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>
/// A desk of a few lines: a start and every vote are answered with the statement that comes after, and a request that
/// was answered before counts for nothing.
/// </summary>
internal sealed class FakeDesk
{
    private readonly ConcurrentDictionary<InboxKey, bool> _inbox = new();
    private readonly ConcurrentQueue<Request> _requests = new();

    /// <summary>Takes the place of the desk's own answer; null falls through to it.</summary>
    public Func<Request, CancellationToken, Task<Card?>>? Instead { get; set; }

    /// <summary>Whether <see cref="Requests"/> grows; off for runs that are too long to keep everything.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>All that was asked, in the order it came.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>The votes that count.</summary>
    public ConcurrentQueue<(string Person, int Statement)> Votes { get; } = new();

    public async Task<Card?> AnswerAsync(Request request, CancellationToken cancellationToken)
    {
        if (KeepsRequests)
            _requests.Enqueue(request);
        if (Instead is { } instead)
            return await instead(request, cancellationToken);

        switch (request.Action)
        {
            case CardAction.Start:
                return Given.Ask(1);
            case CardAction.Vote vote:
                if (_inbox.TryAdd(request.Inbox!, true))
                    Votes.Enqueue((request.Person.Id, vote.Statement.Number));
                return Given.Ask(vote.Statement.Number + 1);
            case CardAction.Say say:
                return new Card { Blocks = [new Block.Quote("You said", say.Text)] };
            case CardAction.Unreadable:
                return new Card { Blocks = [new Block.Paragraph(Given.Common.OldButton)] };
            default:
                return null;
        }
    }
}
