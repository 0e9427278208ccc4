using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class PollingTests : ConversationTest
{
    [Fact]
    public async Task An_update_is_confirmed_only_when_it_and_all_before_it_are_done()
    {
        await StartBotAsync();
        var (ana, ben) = (await AddVoterAsync("Ana"), await AddVoterAsync("Ben"));
        await UntilAsync(() => Api.PendingUpdates == 0, "the starts are confirmed");
        var release = new TaskCompletionSource();
        Desk.Instead = async (request, _) =>
        {
            if (request.Person.Id == Given.Person(ana.Id).Id)
                await release.Task;
            return Given.Ask(5);
        };

        ana.Say("slow");
        await ben.AskAsync("fast");
        await ben.AskAsync("fast again");
        await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, Cancellation);
        Assert.Equal(3, Api.PendingUpdates);

        release.SetResult();
        await ana.WaitForMessageAsync();
        await UntilAsync(() => Api.PendingUpdates == 0, "all is confirmed");
        Assert.Equal(3, Desk.Requests.Count(request => request.Action is CardAction.Say));
    }

    [Fact]
    public async Task The_cursor_of_a_request_is_the_lowest_update_that_is_not_done()
    {
        await StartBotAsync();
        var (ana, ben) = (await AddVoterAsync("Ana"), await AddVoterAsync("Ben"));
        await UntilAsync(() => Api.PendingUpdates == 0, "the starts are confirmed");
        var release = new TaskCompletionSource();
        Desk.Instead = async (request, _) =>
        {
            if (request.Person.Id == Given.Person(ana.Id).Id)
                await release.Task;
            return Given.Ask(5);
        };

        ana.Say("slow");
        await ben.AskAsync("fast");
        release.SetResult();
        await ana.WaitForMessageAsync();

        var cursors = Desk.Requests.Where(request => request.Action is CardAction.Say).Select(request => request.Cursor!).ToList();
        Assert.All(cursors, cursor => Assert.Equal($"telegram:{Given.BotId}", cursor.Source));
        Assert.Equal(Options.FirstUpdateId + 2, cursors[1].Position);
    }

    [Fact]
    public async Task An_update_that_comes_twice_counts_once()
    {
        await StartBotAsync();
        var ana = await AddVoterAsync();
        Api.DeliverTwice();

        await ana.PressAsync("Agree");
        await UntilAsync(() => Desk.Requests.Count(request => request.Action is CardAction.Vote) == 2, "it came twice");

        Assert.Single(Desk.Votes);
        Assert.Single(Desk.Requests.Where(request => request.Action is CardAction.Vote).Select(request => request.Inbox).Distinct());
    }

    [Fact]
    public async Task Rubbish_among_updates_is_skipped_and_confirmed()
    {
        var bot = await StartBotAsync();
        foreach (var rubbish in (string[])
            [
                """{"update_id":$id,"message":{"message_id":"seven"}}""",
                """{"update_id":$id,"message":null,"something":{"new":[]}}""",
                """{"update_id":$id,"callback_query":{"id":"5","from":{"id":"x"}}}""",
                """{"update_id":$id}""",
                """{"no_id":true}""",
                "42",
            ])
        {
            Api.EnqueueRaw(rubbish);
        }

        await AddVoterAsync();
        await UntilAsync(() => Api.PendingUpdates == 0, "all is confirmed");

        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task An_outage_is_named_once_and_survived()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        await Api.StopAsync();
        ana.Say("while you were away");
        await UntilAsync(() => bot.Log.From(LogLevel.Warning).Any(), "the outage is named");
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
        await Api.ResumeAsync(Cancellation);

        await ana.WaitForMessageAsync(message => message.Text.Contains("while you were away", StringComparison.Ordinal), timeout: TimeSpan.FromSeconds(20));

        Assert.InRange(bot.Log.From(LogLevel.Warning).Count(line => line.StartsWith("No updates", StringComparison.Ordinal)), 1, 2);
        Assert.Contains(bot.Log.Lines, line => line.Text == "Updates come from Telegram again");
    }

    [Fact]
    public async Task A_second_poller_is_named_once()
    {
        Api.Next("getUpdates", times: 3).Answers(409, description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        var bot = await StartBotAsync();

        var ana = Api.AddUser("Ana");
        await ana.AskAsync("/start", timeout: TimeSpan.FromSeconds(20));

        Assert.Single(bot.Log.From(LogLevel.Warning), line => line.Contains("another program polls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_that_is_set_is_taken_away()
    {
        Api.Next("getUpdates").Answers(409, description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        await StartBotAsync();

        var ana = Api.AddUser("Ana");
        await ana.AskAsync("/start");

        Assert.Equal(2, Api.CallCount("deleteWebhook"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_token_that_the_server_does_not_know_stops_the_host_and_is_named(int status)
    {
        Api.Next("getMe").Answers(status);
        Api.Next("getUpdates").Answers(status);
        Api.Next("deleteWebhook").Answers(status);

        var bot = await StartBotAsync();
        await UntilAsync(() => bot.Health.StoppedBecause is not null, "it is named");

        Assert.StartsWith($"Telegram:Token is not known to the server at Telegram:BaseUrl (it answers {status})", bot.Health.StoppedBecause, StringComparison.Ordinal);
        Assert.Single(bot.Log.From(LogLevel.Critical));
        Assert.True(((Microsoft.Extensions.Hosting.IHostApplicationLifetime)bot.Services.GetService(typeof(Microsoft.Extensions.Hosting.IHostApplicationLifetime))!).ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_token_revoked_later_is_named_once_and_tried_again()
    {
        var bot = await StartBotAsync(("Telegram:PollTimeout", "00:00:01"));
        var ana = await AddVoterAsync();
        Api.Next("getUpdates", times: 2).Answers(401);
        await UntilAsync(() => bot.Log.From(LogLevel.Warning).Any(), "it is named");

        await ana.AskAsync("hello", timeout: TimeSpan.FromSeconds(20));

        Assert.Single(bot.Log.From(LogLevel.Warning), line => line.Contains("Telegram:Token", StringComparison.Ordinal));
        Assert.Null(bot.Health.StoppedBecause);
    }

    [Fact]
    public async Task A_stop_finishes_what_is_in_hand_and_confirms_it()
    {
        var bot = await StartBotAsync();
        var ana = await AddVoterAsync();
        var begun = new TaskCompletionSource();
        Desk.Instead = async (_, _) =>
        {
            begun.TrySetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
            return Given.Ask(7);
        };
        var press = ana.Press("Agree");
        await begun.Task.WaitAsync(Cancellation);

        await bot.StopAsync();

        Assert.NotNull(press.Answer);
        Assert.Contains("Statement 7", press.EditedMessage!.Text, StringComparison.Ordinal);
        Assert.Equal(0, Api.PendingUpdates);
    }

    [Fact]
    public async Task What_a_stop_leaves_behind_comes_again_at_the_next_start()
    {
        var bot = await StartBotAsync(("Telegram:DrainTimeout", "00:00:00.2"));
        var ana = await AddVoterAsync();
        await UntilAsync(() => Api.PendingUpdates == 0, "the start is confirmed");
        Desk.Instead = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        };
        var press = ana.Press("Agree");
        await UntilAsync(() => Desk.Requests.Any(request => request.Action is CardAction.Vote), "the desk is asked");

        await bot.StopAsync();
        Assert.Equal(1, Api.PendingUpdates);
        Desk.Instead = null;
        await StartBotAsync();

        Assert.Contains("Statement 2", (await press.EditedAsync()).Text, StringComparison.Ordinal);
        Assert.Single(Desk.Votes);
    }

    [Fact]
    public async Task Menus_are_set_in_every_language_and_hold_nothing_of_the_organisers()
    {
        await StartBotAsync();
        await UntilAsync(() => Api.CallCount("setMyCommands") == 6, "the menus are set");

        foreach (var language in (string[])["", "en", "es"])
        {
            var names = Api.Commands(language, "all_private_chats").Select(command => command.Name).ToList();
            Assert.Equal("vote", names[0]);
            Assert.DoesNotContain("queue", names);
            Assert.DoesNotContain("assembly", names);
            Assert.Equal(3, Api.Commands(language, "all_group_chats").Count);
        }
    }
}
