using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Tests.Clients;

/// <summary>Our own client.</summary>
public sealed class OwnClientTests : ClientContract
{
    private protected override string Client => DiscordClients.Own;
}

/// <summary>DSharpPlus, where the build holds it.</summary>
public sealed class DSharpPlusClientTests : ClientContract
{
    private protected override string Client => DiscordClients.DSharpPlus;
}
