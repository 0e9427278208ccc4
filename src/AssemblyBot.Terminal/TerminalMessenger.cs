using System.Collections.Concurrent;
using AssemblyBot.Terminal.Sessions;

namespace AssemblyBot.Terminal;

/// <summary>
/// Shows what the assembly says by itself to those who sit at a terminal of this process: to a person in their session,
/// to a channel in every session. What finds no session stays for later.
/// </summary>
internal sealed class TerminalMessenger : IMessenger
{
    private static readonly TimeSpan UntilSomebodyComes = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Mailbox, string> _sessions = new();

    /// <inheritdoc/>
    public string Platform => TerminalPerson.Platform;

    /// <summary>Posts reach this session from now on, until the result is disposed of.</summary>
    public IDisposable Open(string address, Mailbox mailbox)
    {
        _sessions[mailbox] = address;
        return new Session(this, mailbox);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Card> Split(Card card) => [card];

    /// <inheritdoc/>
    public Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken) =>
        DeliverAsync([.. _sessions.Keys], part, cancellationToken);

    /// <inheritdoc/>
    public Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken) =>
        DeliverAsync(_sessions.Where(session => session.Value == address).Select(session => session.Key), part, cancellationToken);

    private static async Task<PostOutcome> DeliverAsync(IEnumerable<Mailbox> sessions, Card part, CancellationToken cancellationToken)
    {
        var shown = await Task.WhenAll(sessions.Select(session => session.DeliverAsync(part, cancellationToken)));
        return shown.Contains(true) ? new PostOutcome.Posted() : new PostOutcome.TryAgain(UntilSomebodyComes);
    }

    private sealed class Session(TerminalMessenger messenger, Mailbox mailbox) : IDisposable
    {
        public void Dispose() => messenger._sessions.TryRemove(mailbox, out _);
    }
}
