using System.Threading.Channels;
using AssemblyBot.Terminal.Typing;

namespace AssemblyBot.Terminal.Sessions;

/// <summary>
/// One queue for all that a session has to turn to, so that it waits in one place and ends there at once when it is
/// cancelled, even while a read from the terminal is blocked.
/// </summary>
internal sealed class Mailbox(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Mail> _mail = Channel.CreateBounded<Mail>(16);

    /// <summary>Reads lines on a thread of its own until the input ends or the box is closed.</summary>
    public void Listen(TextReader input) =>
        new Thread(() => ReadLines(input)) { IsBackground = true, Name = "terminal input" }.Start();

    /// <summary>What comes next.</summary>
    public ValueTask<Mail> TakeAsync(CancellationToken cancellationToken) => _mail.Reader.ReadAsync(cancellationToken);

    /// <summary>
    /// Hands over a card and returns whether it is shown. One that the session does not get to within 5 seconds, because
    /// its screen is stopped for example, is withdrawn.
    /// </summary>
    public async Task<bool> DeliverAsync(Card card, CancellationToken cancellationToken)
    {
        var fate = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _mail.Writer.WriteAsync(new Mail.Arrived(card, fate), either.Token);
            return await fate.Task.WaitAsync(either.Token);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            fate.TrySetResult(false);
            return await fate.Task;
        }
    }

    /// <summary>Closes the box; what is left in it is not shown.</summary>
    public void Dispose()
    {
        _mail.Writer.TryComplete();
        while (_mail.Reader.TryRead(out var mail))
        {
            if (mail is Mail.Arrived { Fate: var fate })
                fate.TrySetResult(false);
        }
    }

    private void ReadLines(TextReader input)
    {
        try
        {
            Exception? because = null;
            try
            {
                while (TypedLine.Read(input) is { } line)
                    Put(new Mail.Typed(line));
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                because = exception;
            }

            Put(new Mail.InputEnded(because));
        }
        catch (ChannelClosedException)
        {
            // The session is over.
        }
    }

    private void Put(Mail mail) => _mail.Writer.WriteAsync(mail).AsTask().GetAwaiter().GetResult();
}
