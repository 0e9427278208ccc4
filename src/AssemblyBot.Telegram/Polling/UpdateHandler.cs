using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Polling;

/// <summary>An update that was taken in hand, and what it means.</summary>
internal readonly record struct Taken(long Id, Incoming Incoming);

/// <summary>
/// Works on one update: asks the desk, whose answer means that the effect is on disk, and, when it was polled, hands the
/// reply over.
/// </summary>
internal sealed partial class UpdateHandler(
    AnswerRequest answer,
    ChatKeeper chats,
    ChatLinks links,
    OwnMessageWays ways,
    ReplySender replies,
    ReplyWriter writer,
    TypedNumbers numbers,
    Outages outages,
    UpdateLedger ledger,
    BotIdentity bot,
    TelegramHealth health,
    PhraseBooks phrases,
    TimeProvider time,
    ILogger<UpdateHandler> logger)
{
    /// <summary>A desk that has not answered by then has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Works on an update that was polled. Never throws but for <paramref name="cancellationToken"/>, which leaves the update
    /// unconfirmed.
    /// </summary>
    public async Task HandleAsync(Taken taken, CancellationToken cancellationToken)
    {
        Reply? reply;
        try
        {
            // Redelivery is told by the inbox key; the cursor says how far all updates are settled.
            reply = await AnswerAsync(taken.Incoming, new Cursor(bot.Source, ledger.Offset ?? taken.Id), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            reply = Apologise(taken.Incoming, exception);
        }

        if (reply is null)
        {
            ledger.Finish(taken.Id);
            return;
        }

        ledger.MarkAnswered(taken.Id);
        replies.Add(reply with { Settled = () => ledger.Finish(taken.Id) });
    }

    /// <summary>
    /// What goes back for an update, once its effect is on disk; null: nothing. <paramref name="cursor"/> says how far the
    /// updates were read; null: they do not come in a row.
    /// </summary>
    public async Task<Reply?> AnswerAsync(Incoming incoming, Cursor? cursor, CancellationToken cancellationToken)
    {
        var reply = await ReplyToAsync(incoming, cursor, cancellationToken);
        health.HandledOne();
        return reply;
    }

    /// <summary>What goes back for an update that could not be worked on.</summary>
    public Reply? Apologise(Incoming incoming, Exception exception)
    {
        Failed(logger, exception);
        return incoming is Incoming.Asked asked ? writer.Failure(asked) : null;
    }

    /// <summary>The queue in which an update is worked on: updates of one person, or of one chat, in their order.</summary>
    public static string QueueOf(Incoming incoming) => incoming switch
    {
        Incoming.Asked asked => asked.Request.Person.Id,
        Incoming.Nameless nameless => TelegramPeople.AddressOf(nameless.Spot).Chat,
        Incoming.Moved moved => TelegramPeople.AddressOf(new ChatSpot(moved.OldChat)).Chat,
        Incoming.Removed removed => TelegramPeople.AddressOf(new ChatSpot(removed.Chat)).Chat,
        Incoming.Welcomed welcomed => TelegramPeople.AddressOf(new ChatSpot(welcomed.Chat)).Chat,
        Incoming.CommandGone gone => gone.Person.Id,
        _ => "",
    };

    /// <summary>In a private chat, help says what can be done where buttons fail.</summary>
    private Card? Explained(Incoming.Asked asked, Card? card) => asked is { IsPrivate: true, Request.Action: CardAction.Help } && card is not null
        ? card with
        {
            Blocks =
            [
                .. card.Blocks,
                new Block.Note(phrases.For(card.Language).Network.SummaryFiles),
                new Block.Note(phrases.For(card.Language).Network.TypeNumbers),
            ],
        }
        : card;

    private async Task<Reply?> ReplyToAsync(Incoming incoming, Cursor? cursor, CancellationToken cancellationToken)
    {
        switch (incoming)
        {
            case Incoming.Asked written:
                var asked = numbers.Read(written);
                var request = asked.Request with { Cursor = cursor, Action = Meant(asked) };
                var card = await answer(request, cancellationToken).WaitAsync(Patience, time, cancellationToken);
                var reply = numbers.Show(asked, writer.Answer(asked, outages.Remark(asked, Explained(asked, card))));
                return reply is { Parts.Count: > 0 } && Attachments.Of(card!) is { } file ? reply with { File = file } : reply;
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
