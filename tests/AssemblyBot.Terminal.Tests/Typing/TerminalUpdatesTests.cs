using AssemblyBot.Terminal.Tests.Cards;
using AssemblyBot.Terminal.Typing;

namespace AssemblyBot.Terminal.Tests.Typing;

public sealed class TerminalUpdatesTests
{
    private static readonly IReadOnlyList<Button> Choices = CardsToShow.Question().Choices();

    [Theory]
    [InlineData("1", 0)]
    [InlineData("  2 ", 1)]
    [InlineData("3.", 2)]
    [InlineData("5)", 4)]
    [InlineData("agree", 0)]
    [InlineData("AGREE", 0)]
    [InlineData("agr", 0)]
    [InlineData("dis", 1)]
    [InlineData("add a", 4)]
    public void A_number_or_the_first_words_pick_a_choice(string line, int index) =>
        Assert.Equal(new Meaning.Ask(Choices[index].Action), TerminalUpdates.Read(line, Choices));

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("99999999999999999999")]
    public void A_number_that_no_choice_has_is_named(string line) =>
        Assert.IsType<Meaning.NoSuchChoice>(TerminalUpdates.Read(line, Choices));

    [Theory]
    [InlineData("a")]
    [InlineData("agree with all of it")]
    [InlineData("?!")]
    [InlineData("1..")]
    [InlineData("1 2")]
    [InlineData("٣")]
    public void Anything_else_is_a_text(string line) =>
        Assert.Equal(new Meaning.Ask(new CardAction.Say(line)), TerminalUpdates.Read(line, Choices));

    [Fact]
    public void Without_choices_a_number_is_a_text() =>
        Assert.Equal(new Meaning.Ask(new CardAction.Say("1984")), TerminalUpdates.Read("1984", []));

    [Fact]
    public void A_choice_is_found_by_its_letters_without_the_sign_before_them()
    {
        Button[] choices = [new("👍 Sí, de acuerdo", new CardAction.Help()), new("👎 No", new CardAction.Stop())];

        Assert.Equal(new Meaning.Ask(new CardAction.Help()), TerminalUpdates.Read("SÍ", choices));
    }

    [Fact]
    public void A_statement_is_chosen_by_its_number_with_its_sign()
    {
        Button[] choices = [new("#12", new CardAction.Help()), new("#1", new CardAction.Stop())];

        Assert.Equal(new Meaning.Ask(new CardAction.Stop()), TerminalUpdates.Read("#1", choices));
        Assert.Equal(new Meaning.Ask(new CardAction.Help()), TerminalUpdates.Read("1", choices));
    }

    [Fact]
    public void The_whole_label_wins_over_a_longer_one()
    {
        Button[] choices = [new("No, thanks", new CardAction.Help()), new("No", new CardAction.Stop())];

        Assert.Equal(new Meaning.Ask(new CardAction.Stop()), TerminalUpdates.Read("no", choices));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\e[A")]
    public void An_empty_line_is_nothing(string line) =>
        Assert.IsType<Meaning.Nothing>(TerminalUpdates.Read(line, Choices));

    [Theory]
    [InlineData("/quit")]
    [InlineData("/EXIT")]
    public void Leaving_is_no_request(string line) =>
        Assert.IsType<Meaning.Leave>(TerminalUpdates.Read(line, Choices));

    public static TheoryData<string, CardAction> Commands => new()
    {
        { "/start", new CardAction.Start(null) },
        { "/start commons", new CardAction.Start("commons") },
        { "/vote", new CardAction.Next(null) },
        { "/Vote", new CardAction.Next(null) },
        { "/statement", new CardAction.Write(null) },
        { "/statement  Rain is wet. ", new CardAction.AddStatement("Rain is wet.") },
        { "/summary", new CardAction.ShowSummary(null) },
        { "/myvotes", new CardAction.MyVotes(null, 0) },
        { "/mystatements", new CardAction.MyStatements() },
        { "/assemblies", new CardAction.Assemblies() },
        { "/language", new CardAction.Language(null) },
        { "/language ES", new CardAction.Language("es") },
        { "/stop", new CardAction.Stop() },
        { "/forget", new CardAction.Forget(null) },
        { "/help", new CardAction.Help() },
        { "/queue", new CardAction.Queue() },
        { "/queue 12", new CardAction.Queue("12") },
        { "/claim", new CardAction.Claim(null) },
        { "/claim AB12", new CardAction.Claim("AB12") },
        { "/assembly schedule mon 17:00 UTC", new CardAction.Organise("schedule mon 17:00 UTC") },
        { "/link", new CardAction.LinkAccount(null) },
        { "/link AB12", new CardAction.LinkAccount("AB12") },
        { "/assembly new Our park | What now?", new CardAction.Organise("new Our park | What now?") },
        { "/assembly", new CardAction.Organise("") },
        { "/nonsense", new CardAction.Unknown() },
        { "/", new CardAction.Unknown() },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_is_understood(string line, CardAction action) =>
        Assert.Equal(new Meaning.Ask(action), TerminalUpdates.Read(line, Choices));
}
