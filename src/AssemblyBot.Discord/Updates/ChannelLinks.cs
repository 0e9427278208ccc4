namespace AssemblyBot.Discord.Updates;

/// <summary>Which channels of Discord are linked to what, as the hall knows it.</summary>
internal sealed class ChannelLinks(AssemblyHall hall)
{
    /// <summary>The assembly of a channel; null: the channel is not linked.</summary>
    public AssemblyId? AssemblyOf(ulong? channel) => Find(channel)?.Assembly;

    /// <summary>The address of a channel, as its link has it when it is linked.</summary>
    public ChannelAddress AddressOf(ulong channel) => Find(channel)?.Address ?? DiscordPeople.AddressOf(channel);

    /// <summary>What the button does that leads into the assembly with this join code, or into any.</summary>
    public CardAction WayIn(string? code) =>
        code is not null && hall.FindByCode(code) is { } assembly ? new CardAction.Enter(assembly.Id) : new CardAction.Next(null);

    private ChannelRecord? Find(ulong? channel)
    {
        if (channel is not { } id)
            return null;
        var chat = DiscordPeople.AddressOf(id).Chat;
        return hall.Channels.FirstOrDefault(link => link.Address.Platform == DiscordPeople.Platform && link.Address.Chat == chat);
    }
}
