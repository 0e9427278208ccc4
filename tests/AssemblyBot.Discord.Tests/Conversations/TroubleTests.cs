namespace AssemblyBot.Discord.Tests.Conversations;

public sealed class TroubleTests : ConversationTest
{
    private readonly TaskCompletionSource<Card?> _card = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_slow_answer_to_a_command_is_announced_and_then_filled_in()
    {
        await StartAsync(desk: (_, _) => _card.Task);
        var ana = NewMember();

        var asking = ana.CommandAsync("vote");
        await UntilAsync(() => Api.Count("Answer") == 1, "the answer was announced");
        _card.SetResult(Given.Ask(1));
        await asking;

        Assert.Equal(new InteractionAnswer.SayLater(IsForPersonAlone: true), ana.Answers[0]);
        Assert.Contains("Statement 1", ana.Text, StringComparison.Ordinal);
        Assert.Equal(["Answer", "EditAnswer"], Api.Calls.Select(call => call.Method).Where(method => method.Contains("Answer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_slow_answer_to_a_press_takes_the_cards_place_later()
    {
        await StartAsync(desk: (_, _) => _card.Task);
        var ana = NewMember();

        var pressing = ana.PressRawAsync(Given.Seal.Seal(Given.Vote(1), Given.Person(ana.Id)), isOwn: true);
        await UntilAsync(() => Api.Count("Answer") == 1, "the answer was announced");
        _card.SetResult(Given.Ask(2));
        await pressing;

        Assert.IsType<InteractionAnswer.ReplaceLater>(ana.Answers[0]);
        Assert.Contains("Statement 2", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interaction_that_waits_for_its_turn_is_announced_all_the_same()
    {
        await StartAsync(desk: (_, _) => _card.Task);
        var ana = NewMember();

        var first = ana.CommandAsync("vote");
        var second = NewMember(ana.Id).CommandAsync("help");
        await UntilAsync(() => Api.Count("Answer") == 2, "both were announced");
        _card.SetResult(Given.Ask(1));
        await Task.WhenAll(first, second);

        Assert.Equal(2, Api.Count("EditAnswer"));
    }

    [Fact]
    public async Task A_form_that_comes_too_late_is_a_card_with_a_button_for_it()
    {
        await StartAsync(desk: (_, _) => _card.Task);
        var ana = NewMember();

        var asking = ana.CommandAsync("statement");
        await UntilAsync(() => Api.Count("Answer") == 1, "the answer was announced");
        _card.SetResult(FormCard);
        await asking;

        Assert.Null(ana.Form);
        Assert.Equal(FormCard.Form!.Action, Given.Seal.Open(Assert.Single(ana.Buttons).CustomId, Given.Person(ana.Id)));
    }

    [Fact]
    public async Task A_card_with_a_form_opens_it_and_what_is_sent_comes_back_in_order()
    {
        Request? last = null;
        await StartAsync(desk: (request, _) => Task.FromResult<Card?>((last = request).Action is CardAction.Filled ? Given.Ask(1) : FormCard));
        var ana = NewMember();

        await ana.CommandAsync("statement");
        Assert.IsType<InteractionAnswer.Ask>(Assert.Single(ana.Answers));
        await ana.SubmitAsync("First", "Second");

        var filled = Assert.IsType<CardAction.Filled>(last!.Action);
        Assert.Equal(FormCard.Form!.Action, filled.Form);
        Assert.Equal(["First", "Second"], filled.Values);
        Assert.True(last.TakesForms);
        Assert.IsType<InteractionAnswer.Say>(Assert.Single(ana.Answers));
    }

    [Fact]
    public async Task A_form_does_not_answer_a_form()
    {
        await StartAsync(desk: (_, _) => Task.FromResult<Card?>(FormCard));
        var ana = NewMember();
        await ana.CommandAsync("statement");

        await ana.SubmitAsync("", "");

        Assert.IsType<InteractionAnswer.Say>(Assert.Single(ana.Answers));
        Assert.Equal("Write it", Assert.Single(ana.Buttons).Label);
    }

    [Fact]
    public async Task A_forged_form_is_unreadable()
    {
        Request? last = null;
        await StartAsync(desk: (request, _) => Task.FromResult<Card?>((last = request).Action is CardAction.Vote ? null : Given.Ask(1)));
        var ana = NewMember();

        await ana.SubmitRawAsync("forged", ("0", new string('x', 4000)));
        Assert.IsType<CardAction.Unreadable>(last!.Action);
        await ana.SubmitRawAsync(Given.Seal.Seal(Given.Vote(1), Given.Person(ana.Id)), ("0", "text"));
        Assert.IsType<CardAction.Unreadable>(last.Action);
    }

    [Fact]
    public async Task The_programs_failure_is_a_kind_sentence_and_the_next_interaction_is_answered()
    {
        var isBroken = true;
        var bot = await StartAsync(desk: (_, _) => isBroken ? throw new StoreException("disk full") : Task.FromResult<Card?>(Given.Ask(1)));
        var ana = NewMember();

        await ana.CommandAsync("vote");
        Assert.Contains(Given.English.Common.Failed, ana.Text, StringComparison.Ordinal);
        isBroken = false;
        await ana.CommandAsync("vote");

        Assert.Contains("Statement 1", ana.Text, StringComparison.Ordinal);
        Assert.Single(bot.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_without_a_reply_is_sent_again_and_one_that_was_taken_is_not()
    {
        await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(1)));
        var ana = NewMember();
        Api.Fail("Answer", new ApiFailure.NoAnswer(true, "timeout"), new ApiFailure.Refused(400, 40060, "already acknowledged"));

        await ana.CommandAsync("vote");

        Assert.Equal(2, Api.Count("Answer"));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_no_cause_for_alarm()
    {
        var bot = await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(1)));
        Api.Fail("Answer", new ApiFailure.Refused(404, 10062, "Unknown interaction"));

        await NewMember().CommandAsync("vote");

        Assert.Equal(1, Api.Count("Answer"));
        Assert.DoesNotContain(bot.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_Discord_does_not_take_is_logged_and_the_person_hears_of_it()
    {
        var bot = await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(1)));
        var ana = NewMember();
        Api.Fail("Answer", new ApiFailure.Refused(400, 50035, "Invalid Form Body"));

        await ana.CommandAsync("vote");

        Assert.Contains(Given.English.Common.Failed, ana.Text, StringComparison.Ordinal);
        Assert.Single(bot.Log.Lines, line => line.Contains("50035", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_too_long_for_one_message_follows_it()
    {
        var card = new Card
        {
            Blocks = [.. Enumerable.Range(1, 9).Select(number => new Block.Paragraph(new string('x', 1000)))],
            Rows = [[new Button("Go on", new CardAction.Next(null))]],
        };
        await StartAsync(desk: (_, _) => Task.FromResult<Card?>(card));
        var ana = NewMember();

        await ana.CommandAsync("mystatements");

        Assert.Equal(3, ana.Answers.Count);
        Assert.Equal("Go on", Assert.Single(ana.Buttons).Label);
        Assert.All(ana.Answers.OfType<MessageBody>(), message => Assert.True(message.IsForPersonAlone));
    }

    [Fact]
    public async Task A_wrong_token_is_named_and_stops_the_host()
    {
        Api.Fail("GetApplication", new ApiFailure.Refused(401, 0, "Unauthorized"));
        var bot = await StartAsync();

        await UntilAsync(() => bot.IsStopping, "the host stops");

        Assert.Contains("Discord:Token", bot.Health.StoppedBecause, StringComparison.Ordinal);
        Assert.Single(bot.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_platform_goes_on_when_Discord_refuses_the_bot()
    {
        var bot = await StartAsync(more: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
            .AddSingleton(services, new ConnectedPlatform("telegram")));
        Api.Refuse("Discord refuses the gateway's intents: mend them");

        await UntilAsync(() => bot.Health.StoppedBecause is not null, "Discord is given up");

        Assert.False(bot.IsStopping);
        Assert.Single(bot.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_asked_again()
    {
        Api.Fail("GetApplication", new ApiFailure.NoAnswer(false, "connection refused"));
        await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(1)));

        await NewMember().CommandAsync("vote");

        Assert.Equal(2, Api.Count("GetApplication"));
    }

    [Fact]
    public async Task Commands_are_sent_once_for_equal_ones_over_restarts()
    {
        await using (await StartAsync())
            await UntilAsync(() => File.Exists(Path.Combine(Folder.Path, "discord.commands")), "the commands were sent");
        var second = new RecordingApi();
        await StartAsync(second, (_, _) => Task.FromResult<Card?>(Given.Ask(1)));
        await NewMember(api: second).CommandAsync("vote");

        Assert.Equal(14, Api.Commands.Count);
        Assert.Equal(1, Api.Count("PutCommands"));
        Assert.Equal(0, second.Count("PutCommands"));
    }

    [Fact]
    public async Task Commands_that_Discord_refuses_are_one_line_and_the_bot_goes_on()
    {
        Api.Fail("PutCommands", new ApiFailure.Refused(400, 50035, "Invalid Form Body"));
        var bot = await StartAsync(desk: (_, _) => Task.FromResult<Card?>(Given.Ask(1)));
        var ana = NewMember();

        await UntilAsync(() => bot.Log.Lines.Any(line => line.Contains("50035", StringComparison.Ordinal)), "the refusal is named");
        await ana.CommandAsync("vote");

        Assert.Contains("Statement 1", ana.Text, StringComparison.Ordinal);
        Assert.Single(bot.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(Folder.Path, "discord.commands")));
    }

    private static Card FormCard => new()
    {
        Blocks = [new Block.Paragraph("The rules")],
        Form = new CardForm(
            new CardAction.StatementForm(Given.Assembly),
            "Write it",
            "The rules",
            [new CardFormField("One", "", true, true, 140), new CardFormField("Two", "", false, false, 100)]),
    };
}
