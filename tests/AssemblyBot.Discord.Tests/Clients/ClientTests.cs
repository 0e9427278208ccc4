using AssemblyBot.Discord.Api;
using AssemblyBot.Testing.Discord;

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

    /// <summary>Version 4 sends properties that have no meaning where they stand; Discord passes over them.</summary>
    private protected override bool IsKnown(DiscordViolation violation) =>
        violation.Rule == "unknown-property"
        || (violation.Rule == "ephemeral-at-creation" && violation.Problem.Contains("and nothing else", StringComparison.Ordinal));
}
