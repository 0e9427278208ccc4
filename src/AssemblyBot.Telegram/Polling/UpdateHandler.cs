using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Polling;

/// <summary>An update that was taken in hand, and what it means.</summary>
internal readonly record struct Taken(long Id, Incoming Incoming);

/// <summary>
/// Works on one update: asks the desk, whose answer means that the effect is on disk, and hands the reply over.
/// </summary>
internal sealed partial class UpdateHandler(
    AnswerRequest answer,
    ChatKeeper chats,
    ChatLinks links,
    OwnMessageWays ways,
    ReplySender replies,
    ReplyWriter writer,
    UpdateLedger ledger,
    BotIdentity bot,
    TelegramHealth health,
    TimeProvider time,
    ILogger<UpdateHandler> logger)
{
    /// <summary>A desk that has not answered by then has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Never throws but for <paramref name="cancellationToken"/>, which leaves the update unconfirmed.</summary>
    public async Task HandleAsync(Taken taken, CancellationToken cancellationToken)
    {
        Reply? reply = null;
        try
        {
            reply = await ReplyToAsync(taken, cancellationToken);
            health.HandledOne();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Failed(logger, exception);
            if (taken.Incoming is Incoming.Asked asked)
                reply = writer.Failure(asked);
        }

        if (reply is null)
        {
            ledger.Finish(taken.Id);
            return;
        }

        ledger.MarkAnswered(taken.Id);
        replies.Add(reply with { Settled = () => ledger.Finish(taken.Id) });
    }

    private async Task<Reply?> ReplyToAsync(Taken taken, CancellationToken cancellationToken)
    {
        switch (taken.Incoming)
        {
            case Incoming.Asked asked:
                // Redelivery is told by the inbox key; the cursor says how far all updates are settled.
                var request = asked.Request with { Cursor = new Cursor(bot.Source, ledger.Offset ?? taken.Id), Action = Meant(asked) };
                return writer.Answer(asked, await answer(request, cancellationToken).WaitAsync(Patience, time, cancellationToken));
            case Incoming.Nameless nameless:
                return writer.Question(nameless);
            case Incoming.CommandGone gone:
                return writer.Gone(gone);
            case Incoming.Moved moved:
                await chats.MoveAsync(moved.OldChat, moved.NewChat, cancellationToken);
                return null;
            case Incoming.Removed removed:
                await chats.DisableAsync(removed.Chat, cancellationToken);
                return null;
            case Incoming.Welcomed welcomed:
                ways.Forget(welcomed.Chat);
                await chats.RestoreAsync(welcomed.Chat, cancellationToken);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Who asks for the next statement in a linked group means the group's assembly.</summary>
    private CardAction Meant(Incoming.Asked asked) =>
        asked is { Own: not null, Request.Action: CardAction.Next { Assembly: null } } && links.AssemblyOf(asked.Spot) is { } assembly
            ? new CardAction.Enter(assembly)
            : asked.Request.Action;

    [LoggerMessage(LogLevel.Error, "An update failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
