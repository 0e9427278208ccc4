using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord.Tests.Clients;

public abstract partial class ClientContract
{
    [Fact]
    public async Task A_command_gets_a_card_for_its_person_alone()
    {
        await ListenAsync();

        var trace = await GiveCardAsync();

        var taken = Assert.Single(Running.Taken);
        Assert.Equal(InteractionKind.Command, taken.Kind);
        Assert.Equal("vote", taken.Command);
        Assert.Equal((Ana.Id, Guild.Id, "es-ES", "en-US"), (taken.User, taken.Guild!.Value, taken.Locale, taken.GuildLocale));
        Assert.Equal(Ana.Permissions, taken.Permissions);
        Assert.NotEqual(0UL, taken.BotPermissions);
        Assert.True(trace.Message!.IsEphemeral);
        Assert.Equal("Statement 1", trace.Message.Content);
        Assert.Equal("v:1:agree", trace.Message.Button("Agree").CustomId);
        Assert.Equal("https://example.org/", trace.Message.Button("More").Url);
    }

    [Fact]
    public async Task A_press_changes_the_card_in_place_with_one_call()
    {
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.Replace(Card("Statement 2")));

        var trace = await Ana.PressAsync("Agree");

        Assert.Equal(7, trace.CallbackType);
        Assert.Equal("Statement 2", Ana.Card!.Content);
        Assert.Single(trace.Calls);
        Assert.True(Running.Taken[^1].IsOnOwnCard);
        Assert.Equal("v:1:agree", Running.Taken[^1].CustomId);
    }

    [Fact]
    public async Task A_card_in_place_of_another_keeps_nothing_of_it()
    {
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.Replace(new MessageBody { Embeds = [new Embed("Done", "Thank you", [])], IsForPersonAlone = true }));

        await Ana.PressAsync("Agree");

        Assert.Equal("", Ana.Card!.Content);
        Assert.Empty(Ana.Card.Rows);
        Assert.Equal("Thank you", Assert.Single(Ana.Card.Embeds).Description);
    }

    [Fact]
    public async Task A_form_is_shown_and_comes_back_with_what_was_filled_in()
    {
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.Ask(new Form(
            "f:1", "Write", "", [new FormField("text", "Your statement", "", IsLong: true, IsRequired: true, 140, "I think")])));

        var asked = await Ana.PressAsync("Agree");
        Answer(_ => new InteractionAnswer.Replace(Card("Thank you")));
        await Ana.SubmitAsync(asked, ("text", "I think so"));

        var field = Assert.Single(asked.Modal!.Fields);
        Assert.Equal(("Write", "Your statement", "I think", 140, true), (asked.Modal.Title, field.Label, field.Value, field.Maximum, field.IsRequired));
        var sent = Running.Taken[^1];
        Assert.Equal((InteractionKind.Form, "f:1", "I think so"), (sent.Kind, sent.CustomId, sent.Fields["text"]));
        Assert.True(sent.IsOnOwnCard);
        Assert.Equal("Thank you", Ana.Card!.Content);
    }

    [Fact]
    public async Task A_form_has_text_and_its_fields_have_descriptions()
    {
        SkipFor(DiscordClients.DSharpPlus, "version 4 knows neither labels nor text in a form; both stand in the empty field");
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.Ask(new Form(
            "f:1", "Write", "Be kind", [new FormField("text", "Your statement", "In one sentence", IsLong: true, IsRequired: true, 140)])));

        var asked = await Ana.PressAsync("Agree");

        Assert.Equal("Be kind", Assert.Single(asked.Modal!.Texts));
        Assert.Equal("In one sentence", Assert.Single(asked.Modal.Fields).Description);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deferred_answer_is_filled_in_later(bool alone)
    {
        await ListenAsync();
        Answer(_ => new InteractionAnswer.SayLater(alone));
        var trace = await Ana.Command("vote").AnsweredAsync();

        var edited = await Api.EditAnswerAsync(Discord.ApplicationId, trace.Token, Card("Here") with { IsForPersonAlone = alone }, Cancellation);

        Assert.True(edited.IsOk, $"{edited.Failure}");
        Assert.Equal((5, "Here", alone), (trace.CallbackType, trace.Message!.Content, trace.Message.IsEphemeral));
    }

    [Fact]
    public async Task A_card_is_replaced_later_and_something_more_said_to_its_person()
    {
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.ReplaceLater());
        var trace = await Ana.Press("Agree").AnsweredAsync();

        Assert.True((await Api.EditAnswerAsync(Discord.ApplicationId, trace.Token, Card("Later"), Cancellation)).IsOk);
        Assert.True((await Api.FollowUpAsync(Discord.ApplicationId, trace.Token, Card("And"), Cancellation)).IsOk);

        Assert.Equal((6, "Later"), (trace.CallbackType, trace.Message!.Content));
        Assert.True(Assert.Single(trace.FollowUps).IsEphemeral);
    }

    [Fact]
    public async Task A_second_answer_is_refused_with_Discords_code()
    {
        await ListenAsync();
        var trace = await GiveCardAsync();

        var again = await Api.AnswerAsync(trace.Id, trace.Token, new InteractionAnswer.Say(Card("Again")), Cancellation);

        Assert.Equal(40060, Assert.IsType<ApiFailure.Refused>(again.Failure).Code);
    }

    [Fact]
    public async Task Many_answers_are_under_way_at_the_same_moment()
    {
        await ListenAsync();
        var people = Enumerable.Range(0, 16).Select(number => Guild.AddMember($"Person {number}")).ToList();
        Discord.Next("create_interaction_response", 16).Delays(TimeSpan.FromSeconds(1));
        Answer(_ => new InteractionAnswer.Say(Card("Statement 1")));

        var traces = await Task.WhenAll(people.Select(person => person.CommandAsync("vote")));

        // One after the other they would take 16 seconds, and most would come too late.
        Assert.All(traces, trace => Assert.Equal(4, trace.CallbackType));
    }

    [Fact]
    public async Task Interactions_come_in_their_order()
    {
        await ListenAsync();
        await GiveCardAsync();
        Answer(_ => new InteractionAnswer.ReplaceLater());

        var traces = Enumerable.Range(0, 50).Select(number => Ana.PressRaw($"v:{number}", Ana.Card!)).ToList();
        await Task.WhenAll(traces.Select(trace => trace.AnsweredAsync()));

        Assert.Equal(traces.Select(trace => trace.Id), Running.Taken.Skip(1).Select(taken => taken.Id));
    }
}
