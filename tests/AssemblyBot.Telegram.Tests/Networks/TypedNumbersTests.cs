using AssemblyBot.Telegram.Tests.Conversations;

namespace AssemblyBot.Telegram.Tests.Networks;

public class TypedNumbersTests : ConversationTest
{
    [Fact]
    public async Task A_number_acts_as_the_button_of_that_place_and_the_choices_are_numbered_from_then_on()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();

        var second = await ana.AskAsync("2");
        var third = await ana.AskAsync(" 3. ");

        Assert.Equal([Stance.Disagree, Stance.Pass], Votes());
        Assert.Equal("Counted 1\n\n#2\nStatement 2\n\n1 Agree · 2 Disagree · 3 Pass", second.Text);
        Assert.Contains("Statement 3", third.Text, StringComparison.Ordinal);
        Assert.Equal(3, third.Buttons.Count());
    }

    [Fact]
    public async Task Whoever_presses_again_sees_no_numbers_any_more()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var numbered = await ana.AskAsync("1");

        var card = await ana.PressForCardAsync("Agree", numbered);

        Assert.DoesNotContain("1 Agree", card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("99")]
    public async Task A_number_without_a_button_is_never_a_text(string number)
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();

        ana.Say(number);
        await UntilAsync(() => Desk.Requests.Count == 2, "it is asked for");

        Assert.Equal(new CardAction.Next(null), Desk.Requests[1].Action);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("1st")]
    [InlineData("1 agree")]
    [InlineData("-1")]
    [InlineData("١")]
    public async Task What_is_more_than_a_small_number_is_a_text(string text)
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();

        Assert.Contains("You said", (await ana.AskAsync(text)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_a_number_means_nothing()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        var group = Api.AddGroup("Group", members: ana);

        ana.Say("1", group);
        await ana.AskAsync("2");

        Assert.Equal([Stance.Disagree], Votes());
    }

    [Fact]
    public async Task Help_says_so()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (_, _) => Task.FromResult<Card?>(Given.Ask(1));

        Assert.Contains(Given.Phrases.For("en").Network.TypeNumbers.ToString(), (await ana.AskAsync("/help")).Text, StringComparison.Ordinal);
    }

    private IEnumerable<Stance> Votes() =>
        Desk.Requests.Select(request => request.Action).OfType<CardAction.Vote>().Select(vote => vote.Stance);
}
