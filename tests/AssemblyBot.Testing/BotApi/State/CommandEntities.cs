using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>Finds the commands in what people write.</summary>
internal static partial class CommandEntities
{
    public static IReadOnlyList<FakeEntity> Find(string text)
        => !text.Contains('/', StringComparison.Ordinal)
            ? []
            : Command().Matches(text).Select(match => new FakeEntity("bot_command", match.Index, match.Length)).ToArray();

    /// <summary>Whether a text begins with a command for this bot, or for none in particular.</summary>
    public static bool Addresses(string text, string botUsername)
        => Command().Match(text) is { Success: true, Index: 0 } match
            && (match.Groups["bot"] is not { Success: true } bot || bot.Value.Equals(botUsername, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(?<![^\s])/[A-Za-z0-9_]{1,64}(@(?<bot>[A-Za-z0-9_]{3,32}))?(?![^\s\p{P}])")]
    private static partial Regex Command();
}
