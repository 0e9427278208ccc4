namespace AssemblyBot.Telegram.Tests.Updates;

public sealed class TelegramCommandsTests
{
    [Theory]
    [InlineData("/vote", "vote", null, "")]
    [InlineData("/VOTE", "vote", null, "")]
    [InlineData("/start abc-1", "start", null, "abc-1")]
    [InlineData("/start@some_bot  abc ", "start", "some_bot", "abc")]
    [InlineData("/statement\nTwo\nlines", "statement", null, "Two\nlines")]
    public void A_text_that_begins_with_a_slash_and_a_name_is_a_command(string text, string name, string? bot, string arguments) =>
        Assert.Equal(new TelegramCommands.Written(name, bot, arguments), TelegramCommands.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/ vote")]
    [InlineData("/path/to")]
    [InlineData("/ñandú")]
    [InlineData("/@bot")]
    [InlineData("I say /vote")]
    public void Anything_else_is_not(string text) => Assert.Null(TelegramCommands.Read(text));

    [Theory]
    [InlineData("/start", typeof(CardAction.Start))]
    [InlineData("/vote", typeof(CardAction.Next))]
    [InlineData("/statement", typeof(CardAction.Write))]
    [InlineData("/statement Text", typeof(CardAction.AddStatement))]
    [InlineData("/summary", typeof(CardAction.ShowSummary))]
    [InlineData("/summary file", typeof(CardAction.ShowSummary))]
    [InlineData("/myvotes", typeof(CardAction.MyVotes))]
    [InlineData("/mystatements", typeof(CardAction.MyStatements))]
    [InlineData("/assemblies", typeof(CardAction.Assemblies))]
    [InlineData("/language", typeof(CardAction.Language))]
    [InlineData("/stop", typeof(CardAction.Stop))]
    [InlineData("/forget", typeof(CardAction.Forget))]
    [InlineData("/help", typeof(CardAction.Help))]
    [InlineData("/queue", typeof(CardAction.Queue))]
    [InlineData("/claim A-B", typeof(CardAction.Claim))]
    [InlineData("/link", typeof(CardAction.LinkAccount))]
    [InlineData("/assembly status", typeof(CardAction.Organise))]
    [InlineData("/nonsense", typeof(CardAction.Unknown))]
    public void Every_command_asks_for_its_action(string text, Type action) => Assert.IsType(action, ActionOf(text));

    [Fact]
    public void Arguments_are_passed_on()
    {
        Assert.Equal(new CardAction.Start("abc"), ActionOf("/start abc"));
        Assert.Equal(new CardAction.Start(null), ActionOf("/start "));
        Assert.Equal(new CardAction.Language("es"), ActionOf("/language ES"));
        Assert.Equal(new CardAction.Claim("AB-12"), ActionOf("/claim AB-12"));
        Assert.Equal(new CardAction.Organise("schedule mon 17:00 UTC"), ActionOf("/assembly schedule mon 17:00 UTC"));
        Assert.Equal(new CardAction.LinkAccount(null), ActionOf("/link"));
        Assert.Equal(new CardAction.LinkAccount("AB-12"), ActionOf("/link AB-12"));
        Assert.Equal(new CardAction.Organise("new\nOur park\nWhat now?"), ActionOf("/assembly new\nOur park\nWhat now?"));
        Assert.Equal(new CardAction.AddStatement("Two\nlines"), ActionOf("/statement Two\nlines"));
    }

    [Fact]
    public void Every_command_of_the_menus_is_known_and_none_is_the_organisers()
    {
        var book = Given.Phrases.For("en");
        var all = TelegramCommands.ForPrivateChats(book).Concat(TelegramCommands.ForGroups(book)).ToList();

        Assert.All(all, command => Assert.IsNotType<CardAction.Unknown>(ActionOf($"/{command.Command}")));
        Assert.DoesNotContain(all, command => command.Command is "queue" or "assembly" or "claim");
        Assert.Equal(["vote", "summary", "help"], TelegramCommands.ForGroups(book).Select(command => command.Command));
    }

    private static CardAction ActionOf(string text) => TelegramCommands.Action(TelegramCommands.Read(text)!.Value);
}
