namespace AssemblyBot.Testing.BotApi.State;

/// <summary>What the bot says of itself: its commands, per scope and language, and its descriptions, per language.</summary>
internal sealed class BotProfile
{
    public Dictionary<(string Scope, string Language), IReadOnlyList<BotCommand>> Commands { get; } = [];

    public Dictionary<(string Field, string Language), string> Texts { get; } = [];
}
