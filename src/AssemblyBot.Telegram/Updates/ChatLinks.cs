namespace AssemblyBot.Telegram.Updates;

/// <summary>Which chats of Telegram are linked to what, as the hall knows it.</summary>
internal sealed class ChatLinks(AssemblyHall hall)
{
    /// <summary>The links of a chat, in whichever topic.</summary>
    public IEnumerable<ChannelRecord> Of(long chat)
    {
        var name = TelegramPeople.AddressOf(new ChatSpot(chat)).Chat;
        return hall.Channels.Where(channel => channel.Address.Platform == TelegramPeople.Platform && channel.Address.Chat == name);
    }

    /// <summary>The language a chat is spoken to in; null when it is not linked.</summary>
    public string? LanguageOf(long chat) => Of(chat).FirstOrDefault()?.Language;

    /// <summary>The assembly of a chat or a topic; null when neither is linked.</summary>
    public AssemblyId? AssemblyOf(ChatSpot spot)
    {
        var address = TelegramPeople.AddressOf(spot);
        return Of(spot.Chat).OrderByDescending(link => link.Address == address).FirstOrDefault()?.Assembly;
    }

    /// <summary>What the button in a chat does that leads into the assembly with this join code, or into any.</summary>
    public CardAction WayIn(string? code) =>
        code is not null && hall.FindByCode(code) is { } assembly ? new CardAction.Enter(assembly.Id) : new CardAction.Next(null);

    /// <summary>The join code of an assembly; null when there is no such assembly.</summary>
    public string? CodeOf(AssemblyId assembly) => hall.Find(assembly)?.Record.Code;
}
