using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Listening;

/// <summary>An interaction that was taken in hand, and what it means.</summary>
internal sealed record Taken(Incoming Incoming, PendingAnswer Pending)
{
    /// <summary>Completes when nothing is left to do about it.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Works on one interaction: asks the desk, whose answer means that the effect is on disk, and shows the reply.
/// </summary>
internal sealed partial class InteractionHandler(
    AnswerRequest answer,
    ChannelOrganiser channels,
    ReplyWriter writer,
    ReplySender replies,
    DiscordHealth health,
    TimeProvider time,
    ILogger<InteractionHandler> logger)
{
    /// <summary>A desk that has not answered by then has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Never throws; <paramref name="cancellationToken"/> leaves the interaction undone.</summary>
    public async Task HandleAsync(Taken taken, CancellationToken cancellationToken)
    {
        try
        {
            await replies.SendAsync(taken.Pending, await ReplyToAsync(taken, cancellationToken), cancellationToken);
            health.HandledOne();
            taken.Done.TrySetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            taken.Done.TrySetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            Failed(logger, exception);
            taken.Done.TrySetResult();
        }
        finally
        {
            taken.Pending.Dispose();
        }
    }

    private async Task<Reply> ReplyToAsync(Taken taken, CancellationToken cancellationToken)
    {
        try
        {
            return taken.Incoming switch
            {
                Incoming.Asked asked => writer.Answer(asked.Request, asked.From, asked.Replaces, await AskAsync(asked.Request, cancellationToken)),
                Incoming.Organised organised => writer.Answer(
                    organised.Request,
                    organised.From,
                    replaces: false,
                    await channels.AnswerAsync(organised, cancellationToken).WaitAsync(Patience, time, cancellationToken)),
                _ => throw new InvalidOperationException($"{taken.Incoming.GetType().Name} has no reply"),
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(logger, exception);
            return writer.Failure(taken.Pending.From);
        }
    }

    private Task<Card?> AskAsync(Request request, CancellationToken cancellationToken) =>
        answer(request, cancellationToken).WaitAsync(Patience, time, cancellationToken);

    [LoggerMessage(LogLevel.Error, "An interaction failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
