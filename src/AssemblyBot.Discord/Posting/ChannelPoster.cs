namespace AssemblyBot.Discord.Posting;

/// <summary>Posts cards for everyone to channels, threads and forums.</summary>
internal sealed class ChannelPoster(IDiscordApi api, ButtonSeal seal, PhraseBooks phrases, ChannelLinks links, DeliveryKeys keys)
{
    /// <summary>
    /// Posts a card that fits into a message; in a forum it opens a post of its own. Its picture stays away where the bot
    /// may not attach files.
    /// </summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="part">The card.</param>
    /// <param name="name">Its name; what is posted twice under one name within minutes is there once, but for forums.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message's number.</returns>
    public async Task<ApiOutcome<ulong>> PostAsync(ChannelAddress address, Card part, string name, CancellationToken cancellationToken)
    {
        if (!DiscordPeople.TryReadId(address.Chat, out var channel))
            return new ApiOutcome<ulong>(0, new ApiFailure.Refused(404, 10003, "the address is not the number of a channel"));

        var isForum = DiscordPeople.IsForum(address);
        var outcome = await PostAsync(channel, isForum, part, name, cancellationToken);

        // A picture needs a permission of its own: it is not worth losing the words, or the channel.
        return part.Picture is not null && outcome.Failure is ApiFailure.Refused { Status: 403 }
            ? await PostAsync(channel, isForum, part with { Picture = null }, name, cancellationToken)
            : outcome;
    }

    private Task<ApiOutcome<ulong>> PostAsync(ulong channel, bool isForum, Card part, string name, CancellationToken cancellationToken)
    {
        var message = DiscordCards.Render(part, ReaderFor(part)) with { IsForPersonAlone = false };
        return isForum
            ? api.PostToForumAsync(channel, DiscordCards.TitleOf(part), message, cancellationToken)
            : api.PostAsync(channel, message, keys.Nonce(name), cancellationToken);
    }

    /// <summary>What everyone in a channel can press, in the language of the card.</summary>
    private CardReader ReaderFor(Card part) => new(DiscordPeople.Anyone, phrases.For(part.Language), seal, links.WayIn);
}
