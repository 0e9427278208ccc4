using AssemblyBot.Telegram.Tests.Api;
using AssemblyBot.Telegram.Tests.Conversations;
using AssemblyBot.Telegram.Tests.Networks;

namespace AssemblyBot.Telegram.Tests;

/// <summary>The tests of our own client and of the whole bot once more, over Telegram.Bot.</summary>
public static class WithTelegramBot
{
    /// <summary>Skips a test of a client that is not in this build.</summary>
    internal static void SkipUnlessHeld(string client) => Assert.SkipUnless(
        client != TelegramClients.TelegramBot || TelegramClients.HasTelegramBot,
        "Telegram.Bot is not in this build; build with NamedPackages=true");

    public sealed class Api : TelegramApiTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Files : FileTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Floods : FloodTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Groups : GroupTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Lines : LineTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class OwnCards : OwnCardTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class ProxiesAndOutages : ProxyAndOutageTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Numbers : TypedNumbersTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class GroupsAsTheyAre : GroupsAsTheyAreTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Polling : PollingTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Presses : PressTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Trouble : TroubleTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class Webhooks : WebhookTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }

    public sealed class WholeAssembly : WholeAssemblyTests
    {
        private protected override string Client => TelegramClients.TelegramBot;
    }
}
