using System.Text.Json;

namespace AssemblyBot.Telegram.Tests;

/// <summary>The things that most tests need and none is about.</summary>
internal static class Given
{
    public const long BotId = 424242;
    public const string BotName = "assembly_test_bot";

    public static readonly InstallationKeys Keys = new([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);

    public static readonly ButtonSeal Seal = new(Keys);

    public static readonly PhraseBooks Phrases = ReadPhrases();

    public static readonly AssemblyId Assembly = new(1);

    public static TelegramPhrases Telegram => Phrases.For("en").Telegram;

    public static CommonPhrases Common => Phrases.For("en").Common;

    public static BotIdentity Bot(string? username = BotName) => new(BotId) { Username = username };

    public static TelegramUpdates Updates(string? username = BotName)
    {
        var bot = Bot(username);
        return new TelegramUpdates(bot, Seal, new DeliveryKeys(Keys, bot), TimeProvider.System);
    }

    public static Update Update(string json) => JsonSerializer.Deserialize(json, TelegramJson.Wire.Update)!;

    public static Person Person(long id, string? locale = "en") => TelegramPeople.At(id, locale);

    public static CardReader Reader(Person? person = null, string? username = BotName) =>
        new(person ?? Person(7), username, Seal, Phrases);

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

    /// <summary>The English book, and the same words as a second language, so that no test hangs on a translation.</summary>
    private static PhraseBooks ReadPhrases()
    {
        using var folder = new TemporaryFolder();
        folder.Write("en.json", File.ReadAllText(Path.Combine(SharedFiles.Root, "config", "phrases", "en.json")));
        var english = PhraseBookReader.ReadFolder(folder.Path).For("en");
        return new PhraseBooks([english, english with { Language = "es", Name = "Español" }]);
    }
}
