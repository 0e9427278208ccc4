namespace AssemblyBot.Telegram.Posting;

/// <summary>Pins posts where the bot may do that, silently and once; where it may not or it fails, the post stands all the same.</summary>
internal sealed class Pins(ITelegramApi api, BotIdentity bot)
{
    /// <summary>Pins a message of a group or a channel; null: its number is not known.</summary>
    public async Task PinAsync(long chat, long? message, CancellationToken cancellationToken)
    {
        if (message is not { } number)
            return;
        var place = await api.GetChatMemberAsync(chat, bot.Id, cancellationToken);
        if (place.Value is { Status: "administrator" } rights && (rights.CanPinMessages ?? rights.CanEditMessages) == true)
            await api.PinMessageAsync(chat, number, cancellationToken);
    }
}
