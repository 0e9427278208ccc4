using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord;

/// <summary>What goes wrong with an answer.</summary>
internal abstract record DiscordFault
{
    public sealed record Answer(RestReply Reply) : DiscordFault;

    public sealed record Reset : DiscordFault;

    public sealed record Hang : DiscordFault;

    public sealed record Delay(TimeSpan By) : DiscordFault;
}
