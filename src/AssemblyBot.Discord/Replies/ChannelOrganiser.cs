using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Replies;

/// <summary>
/// Links channels, ends links and sets schedules: checks what the person and the bot may do there, asks the desk, and
/// posts the invitation with its permanent button to a channel that was linked.
/// </summary>
internal sealed partial class ChannelOrganiser(
    IDiscordApi api, AnswerRequest desk, ChannelPoster poster, PhraseBooks phrases, ILogger<ChannelOrganiser> logger)
{
    /// <summary>The card for the organiser alone.</summary>
    public async Task<Card?> AnswerAsync(Incoming.Organised organised, CancellationToken cancellationToken)
    {
        var (from, book) = (organised.From, phrases.For(organised.Request.Person.Locale));
        if (!ChannelPermissions.MayManage(from.Permissions, isThere: organised.Channel == from.Channel))
            return Say(book.Discord.NeedsManageChannels);
        return from.Subcommand == "link"
            ? await LinkAsync(organised, book, cancellationToken)
            : await desk(organised.Request, cancellationToken);
    }

    private async Task<Card?> LinkAsync(Incoming.Organised organised, PhraseBook book, CancellationToken cancellationToken)
    {
        var from = organised.From;
        var found = await api.GetChannelAsync(organised.Channel, cancellationToken);
        if (found.Failure is ApiFailure.Refused { Status: 403 or 404 })
            return Say(book.Discord.NoSuchChannel);
        if (found.Failure is not null || found.Value is not { } channel)
            return Say(book.Common.Failed);
        if (channel.Guild != from.Guild)
            return Say(book.Discord.NoSuchChannel);
        if (!ChannelKinds.TakesPosts(channel))
            return Say(book.Discord.WrongKindOfChannel);
        if (organised.Channel == from.Channel && ChannelPermissions.Missing(from.BotPermissions, channel, book.Discord) is { Count: > 0 } missing)
            return Say(book.Discord.BotLacks.With(("permissions", string.Join(", ", missing))));

        var address = DiscordPeople.AddressOf(channel.Id, ChannelKinds.IsForum(channel));
        var request = organised.Request with { Place = new Place.InChannel(address) };
        var card = await desk(request, cancellationToken);
        if (!IsInvitation(card))
            return card;

        var linked = await InviteAsync(request, channel, card!, book, cancellationToken);
        return organised.Channel == from.Channel && linked is { Stays: true } && !ChannelPermissions.MayAttachFiles(from.BotPermissions)
            ? linked with { Blocks = [.. linked.Blocks, new Block.Paragraph(book.Discord.WithoutMap)] }
            : linked;
    }

    private async Task<Card?> InviteAsync(
        Request request, Channel channel, Card invitation, PhraseBook book, CancellationToken cancellationToken)
    {
        var posted = await poster.PostAsync(
            ((Place.InChannel)request.Place).Address, invitation, $"invitation {request.Inbox?.Key}", cancellationToken);
        if (posted.Failure is { } failure)
            return await NotPostedAsync(request, channel, invitation, failure, book, cancellationToken);

        if (posted.Value == 0 || ChannelKinds.IsForum(channel))
            return Done(invitation, book.Discord.Invited);
        var pinned = await api.PinAsync(channel.Id, posted.Value, cancellationToken);
        return pinned.IsOk
            ? Done(invitation, book.Discord.InvitedAndPinned)
            : Done(invitation, book.Discord.Invited, book.Discord.PinByHand);
    }

    /// <summary>A channel that the bot may not post to is not left linked.</summary>
    private async Task<Card?> NotPostedAsync(
        Request request, Channel channel, Card invitation, ApiFailure failure, PhraseBook book, CancellationToken cancellationToken)
    {
        if (failure is not ApiFailure.Refused { Status: 403 or 404 } refused)
        {
            NotInvited(logger, failure is ApiFailure.NoAnswer none ? none.Because : "Discord refused the post");
            return Done(invitation);
        }

        await desk(request with { Inbox = null, Action = new CardAction.Organise("unlink") }, cancellationToken);
        var needed = refused.Code == 50001
            ? [book.Discord.ViewChannel]
            : ChannelPermissions.Missing(0, channel, book.Discord).Skip(1);
        return Say(book.Discord.BotLacks.With(("permissions", string.Join(", ", needed))));
    }

    /// <summary>A link that succeeded is answered with a way in.</summary>
    private static bool IsInvitation(Card? card) =>
        card is { Audience: Audience.Everyone } && card.Rows.Any(row => row.Any(button => button.Action is CardAction.Start));

    /// <summary>What was linked and when its summaries come, and what became of the invitation.</summary>
    private static Card Done(Card invitation, params IEnumerable<Phrase> more) => new()
    {
        Blocks = [.. invitation.Blocks.TakeLast(1).OfType<Block.Note>(), .. more.Select(phrase => new Block.Paragraph(phrase))],
        Language = invitation.Language,
        Stays = true,
    };

    private static Card Say(string sentence) => new() { Blocks = [new Block.Paragraph(sentence)] };

    [LoggerMessage(LogLevel.Warning, "An invitation was not posted: {Why}")]
    private static partial void NotInvited(ILogger logger, string why);
}
