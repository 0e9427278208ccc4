namespace AssemblyBot.Telegram.Updates;

/// <summary>Keeps the links of chats true when chats move, or the bot is removed and let in again.</summary>
internal sealed class ChatKeeper(Recorder recorder, ChatLinks links, TimeProvider time)
{
    private const string BotRemoved = "the bot was removed from the chat";

    /// <summary>Every link of the old chat points to the new one.</summary>
    public Task MoveAsync(long oldChat, long newChat, CancellationToken cancellationToken) => recorder.RecordAsync(
        new Change.MoveChat(TelegramPeople.Platform, Name(oldChat), Name(newChat)), cancellationToken);

    /// <summary>Nothing is posted to the chat any more.</summary>
    public async Task DisableAsync(long chat, CancellationToken cancellationToken)
    {
        foreach (var channel in links.Of(chat).Where(channel => channel.DisabledBecause is null).ToArray())
        {
            await recorder.RecordAsync(
                new Change.DisableChannel(channel.Id, BotRemoved, time.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>What was linked before is posted to the chat again; whoever linked it stays known.</summary>
    public async Task RestoreAsync(long chat, CancellationToken cancellationToken)
    {
        foreach (var channel in links.Of(chat).Where(channel => channel.DisabledBecause is not null).ToArray())
        {
            await recorder.RecordAsync(
                new Change.LinkChannel(channel.Assembly, channel.Address, channel.Language, channel.Schedule, time.GetUtcNow()),
                cancellationToken);
        }
    }

    private static string Name(long chat) => TelegramPeople.AddressOf(new ChatSpot(chat)).Chat;
}
