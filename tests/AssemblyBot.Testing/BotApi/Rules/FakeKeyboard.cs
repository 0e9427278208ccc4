namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>An inline keyboard: its rows, and the JSON the bot sent.</summary>
internal sealed record FakeKeyboard(IReadOnlyList<IReadOnlyList<FakeButton>> Rows, byte[]? Json)
{
    public static readonly FakeKeyboard None = new([], null);
}
