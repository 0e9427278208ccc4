namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>With the real front desk and the real store.</summary>
public sealed class VotingTests : ConversationTest
{
    private const int Statements = 5;

    [Fact]
    public async Task A_person_consents_votes_on_everything_and_each_vote_is_one_answer_and_no_other_call()
    {
        var bot = await StartOpenAsync(assembly => assembly.WithSeeds(Statements));
        var ana = NewMember();

        await ana.CommandAsync("vote");
        Assert.Contains(Given.English.Joining.ConsentTitle, ana.Text, StringComparison.Ordinal);
        Assert.True(ana.Card.IsForPersonAlone);
        await ana.PressAsync(Given.English.Joining.Accept);
        Api.ForgetCalls();
        for (var i = 0; i < Statements; i++)
        {
            Assert.Contains("Seed statement", ana.Text, StringComparison.Ordinal);
            await ana.PressAsync(Given.English.Common.Disagree);
            Assert.IsType<InteractionAnswer.Replace>(Assert.Single(ana.Answers));
        }

        Assert.Contains(Given.English.Voting.AllDoneTitle, ana.Text, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("Answer", Statements), Api.Calls.Select(call => call.Method));
        Assert.Equal(Enumerable.Repeat(Stance.Disagree, Statements), await bot.VotesAsync());
        Assert.DoesNotContain(bot.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_just_happened_stands_above_the_next_statement()
    {
        await StartOpenAsync();
        var ana = await NewVoterAsync();

        await ana.PressAsync(Given.English.Common.Agree);

        Assert.StartsWith($"_{Given.English.Voting.Counted.With(("stance", Given.English.Common.Agree.ToString()))}_", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interaction_that_comes_twice_is_one_vote()
    {
        var bot = await StartOpenAsync();
        var ana = await NewVoterAsync();
        await ana.PressAsync(Given.English.Common.Agree);

        await ana.RedeliverAsync();

        Assert.Single(await bot.VotesAsync());
        var store = (IAssemblyStore)bot.Services.GetService(typeof(IAssemblyStore))!;
        Assert.Single(await store.ReadVoteEventsAsync(Given.Assembly, 0, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_button_from_before_a_restart_works_after_it()
    {
        MessageBody card;
        string customId;
        await using (var first = await StartOpenAsync())
        {
            var before = await NewVoterAsync();
            card = before.Card;
            customId = card.Rows[0][0].CustomId!;
        }

        var api = new RecordingApi();
        var second = await StartAsync(api);
        var ana = NewMember(api: api);
        await ana.PressRawAsync(customId, isOwn: true);

        Assert.Equal([Stance.Agree], await second.VotesAsync());
        Assert.IsType<InteractionAnswer.Replace>(Assert.Single(ana.Answers));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("+")]
    [InlineData(".1")]
    [InlineData("AQQBAQE")]
    [InlineData("%%%")]
    public async Task A_forged_button_gets_a_polite_way_on_and_counts_for_nothing(string customId)
    {
        var bot = await StartOpenAsync();
        var ana = await NewVoterAsync();

        await ana.PressRawAsync(customId, isOwn: true);

        Assert.Contains(Given.English.Common.OldButton, ana.Text, StringComparison.Ordinal);
        Assert.Empty(await bot.VotesAsync());
        await ana.PressAsync(Given.English.Common.Continue);
        Assert.Contains("Seed statement", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_button_counts_for_nothing()
    {
        var bot = await StartOpenAsync();
        var ana = await NewVoterAsync();
        var bea = await NewVoterAsync(8);

        await bea.PressRawAsync(ana.Card.Rows[0][0].CustomId!, isOwn: true);

        Assert.Contains(Given.English.Common.OldButton, bea.Text, StringComparison.Ordinal);
        Assert.Empty(await bot.VotesAsync());
    }

    [Fact]
    public async Task Nothing_public_is_written_by_a_vote_and_every_card_is_for_its_person_alone()
    {
        await StartOpenAsync();
        var (ana, bea) = (await NewVoterAsync(), await NewVoterAsync(8, "es-ES"));

        await ana.PressAsync(Given.English.Common.Agree);
        await bea.PressAsync(Given.Spanish.Common.Disagree);
        foreach (var command in new[] { "myvotes", "mystatements", "summary", "help", "language", "assemblies", "stop", "forget", "queue", "claim" })
            await ana.CommandAsync(command);

        Assert.Empty(Api.Posts);
        var shown = Api.Answers.Values.SelectMany(answers => answers).ToList();
        Assert.All(shown, answer => Assert.True(answer switch
        {
            InteractionAnswer.Say say => say.Message.IsForPersonAlone,
            InteractionAnswer.Replace replace => replace.Message.IsForPersonAlone,
            _ => false,
        }));
    }

    [Fact]
    public async Task In_Spanish_all_of_it_is_Spanish()
    {
        await StartOpenAsync();
        var eva = NewMember(9, "es-419");

        await eva.CommandAsync("vote");
        Assert.Contains("Los comunes", eva.Text, StringComparison.Ordinal);
        Assert.Contains("/olvidar", eva.Text, StringComparison.Ordinal);
        await eva.PressAsync(Given.Spanish.Joining.Accept);

        Assert.Contains("Afirmación inicial", eva.Text, StringComparison.Ordinal);
        Assert.Contains(Given.Spanish.Common.Agree, eva.Buttons.Select(button => button.Label));
    }

    [Fact]
    public async Task Whoever_tells_no_language_is_spoken_to_in_the_servers()
    {
        await StartOpenAsync();
        var member = NewMember();
        (member.Locale, member.GuildLocale) = (null, "es-ES");

        await member.CommandAsync("vote");

        Assert.Contains(Given.Spanish.Joining.ConsentTitle, member.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_private_the_card_is_edited_in_place_too()
    {
        var bot = await StartOpenAsync();
        var ana = NewMember();
        ana.Channel = null;
        await ana.CommandAsync("vote");
        Assert.IsType<InteractionAnswer.Say>(Assert.Single(ana.Answers));

        await ana.PressRawAsync(ana.Buttons.Single(button => button.Label == Given.English.Joining.Accept).CustomId!, isOwn: false);

        Assert.IsType<InteractionAnswer.Replace>(Assert.Single(ana.Answers));
        Assert.Contains("Seed statement", ana.Text, StringComparison.Ordinal);
        Assert.NotNull(bot);
    }

    [Fact]
    public async Task In_a_linked_channel_a_command_is_about_its_assembly()
    {
        var bot = await StartOpenAsync();
        await bot.CreateAsync(assembly => assembly.WithCode("other").With(settings => settings with { Title = LocalText.Of("en", "The other one") }));
        await bot.RecordAsync(new Change.LinkChannel(new AssemblyId(2), DiscordPeople.AddressOf(Member.Hall), "en", Schedule.Never, DateTimeOffset.UnixEpoch));
        var ana = NewMember();

        await ana.CommandAsync("vote");
        Assert.Contains("The other one", ana.Text, StringComparison.Ordinal);

        ana.Channel = 601;
        await ana.CommandAsync("vote");
        Assert.Contains(Given.English.Joining.Choose, ana.Text, StringComparison.Ordinal);
    }
}
