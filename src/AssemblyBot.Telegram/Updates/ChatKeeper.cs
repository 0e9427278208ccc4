namespace AssemblyBot.Telegram.Updates;

/// <summary>Keeps the links of chats true when chats move or the bot is removed.</summary>
internal sealed class ChatKeeper(Recorder recorder, AssemblyHall hall, TimeProvider time)
{
    private const string BotRemoved = "the bot was removed from the chat";

    /// <summary>Every link of the old chat points to the new one.</summary>
    public Task MoveAsync(Incoming.Moved moved, CancellationToken cancellationToken) => recorder.RecordAsync(
        new Change.MoveChat(TelegramPeople.Platform, Name(moved.OldChat), Name(moved.NewChat)), cancellationToken);

    /// <summary>Nothing is posted to the chat any more.</summary>
    public async Task DisableAsync(Incoming.Removed removed, CancellationToken cancellationToken)
    {
        foreach (var channel in LinksOf(removed.Chat).Where(channel => channel.DisabledBecause is null))
        {
            await recorder.RecordAsync(
                new Change.DisableChannel(channel.Id, BotRemoved, time.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>The language a chat is spoken to in, as its link says; null when it is not linked.</summary>
    public string? LanguageOf(long chat) => LinksOf(chat).FirstOrDefault()?.Language;

    private IEnumerable<ChannelRecord> LinksOf(long chat)
    {
        var name = Name(chat);
        return hall.Channels.Where(channel =>
            channel.Address.Platform == TelegramPeople.Platform && channel.Address.Chat == name);
    }

    private static string Name(long chat) => TelegramPeople.AddressOf(new ChatSpot(chat)).Chat;
}
