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
    private static readonly string[] Superfluous = ["?wait ", ".Components ", "data.choices ", "default_permission "];

    private protected override string Client => DiscordClients.DSharpPlus;

    /// <summary>Version 4 sends properties that Discord does not know, and passes over.</summary>
    private protected override bool IsKnown(DiscordViolation violation) =>
        violation.Rule == "unknown-property" && Superfluous.Any(name => violation.Problem.Contains(name, StringComparison.Ordinal));
}
