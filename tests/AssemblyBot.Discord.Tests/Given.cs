namespace AssemblyBot.Discord.Tests;

/// <summary>The things that most tests need and none is about.</summary>
internal static class Given
{
    public const ulong ApplicationId = 99;

    public static readonly InstallationKeys Keys = new([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);

    public static readonly ButtonSeal Seal = new(Keys);

    public static readonly PhraseBooks Phrases = PhraseBookReader.ReadFolder(Path.Combine(SharedFiles.Root, "config", "phrases"));

    public static readonly AssemblyId Assembly = new(1);

    public static PhraseBook English => Phrases.For("en");

    public static PhraseBook Spanish => Phrases.For("es");

    public static Person Person(ulong id = 7, string? locale = "en-US") => DiscordPeople.At(id, locale);

    public static CardReader Reader(Person? person = null, PhraseBook? book = null) =>
        new(person ?? Person(), book ?? English, Seal, _ => new CardAction.Enter(Assembly));

    public static CardAction.Vote Vote(int statement, Stance stance = Stance.Agree) => new(Assembly, new StatementId(statement), stance);

    /// <summary>A card with a text and a row of vote buttons on a statement.</summary>
    public static Card Ask(int statement, string text = "Statement") => new()
    {
        Blocks = [new Block.Quote($"#{statement}", $"{text} {statement}")],
        Rows =
        [
            [
                new Button("Agree", Vote(statement), Tone.Positive),
                new Button("Disagree", Vote(statement, Stance.Disagree), Tone.Negative),
                new Button("Pass", Vote(statement, Stance.Pass)),
            ],
        ],
        Notice = $"Counted {statement - 1}",
    };

    public static Interaction Command(string name, string? subcommand = null, params (string Name, string Value)[] options) => new()
    {
        Id = 1,
        Application = ApplicationId,
        Token = "token-1",
        Kind = InteractionKind.Command,
        User = 7,
        Locale = "en-US",
        Command = name,
        Subcommand = subcommand,
        Options = options.ToDictionary(option => option.Name, option => option.Value),
    };
}
