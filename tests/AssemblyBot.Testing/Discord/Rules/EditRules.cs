using System.Text.Json;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>What an edit may not change, held against the message as it reads now.</summary>
internal static class EditRules
{
    private const int Ephemeral = 64;
    private const int OfSecondKind = 32768;

    /// <exception cref="RestException">The real server would refuse it.</exception>
    public static void Check(RestCall call, DiscordMessage message, JsonElement body, FakeDiscord discord)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var rules = new RuleBook();
        var flags = body.Whole("flags");
        rules.Require((flags & Ephemeral) is null or 0 || message.IsEphemeral, DiscordRule.EphemeralAtCreation, "flags", "flag 64 in an edit of a message that all see");
        var wasSecond = (message.Flags & OfSecondKind) != 0;
        var isSecond = wasSecond || (flags & OfSecondKind) is > 0;
        rules.Require(!wasSecond || flags is null || (flags & OfSecondKind) != 0, DiscordRule.SecondKind, "flags", "flag 32768 cannot be taken away");
        rules.Require(!isSecond || (body.Length("content") == 0 && body.Items("embeds").Length == 0), DiscordRule.SecondKind, "content", "the message is of the second kind");
        var types = body.Items("components").Select(component => component.Whole("type"));
        rules.Require(isSecond || types.All(type => type == 1), DiscordRule.SecondKind, "components", "the message is of the first kind");
        CallCheck.Settle(rules, call, discord);
    }
}
