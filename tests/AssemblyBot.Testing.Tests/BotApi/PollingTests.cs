using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Testing.Tests.BotApi;

public sealed class PollingTests : FakeBotApiTest
{
    [Fact]
    public async Task An_update_comes_again_until_a_higher_offset_confirms_it()
    {
        Ana.Say("two");

        Assert.Equal([100_000, 100_001], await Ids(new { }));
        Assert.Equal([100_000, 100_001], await Ids(new { offset = 100_000 }));
        Assert.Equal([100_000], await Ids(new { limit = 1 }));
        Assert.Equal([100_001], await Ids(new { offset = 100_001 }));
        Assert.Equal([100_001], await Ids(new { }));
        Assert.Equal([], await Ids(new { offset = 100_002 }));
        Assert.Equal(0, Api.PendingUpdates);
    }

    [Fact]
    public async Task A_negative_offset_keeps_the_last_ones()
    {
        Ana.Say("two");
        Ana.Say("three");

        Assert.Equal([100_001, 100_002], await Ids(new { offset = -2 }));
        Assert.Equal(2, Api.PendingUpdates);
    }

    [Fact]
    public async Task A_poll_waits_for_the_first_update_and_no_longer()
    {
        await Bot.UpdatesAsync();
        var poll = Bot.UpdatesAsync(timeout: 50);
        while (Api.CallCount("getUpdates") < 2)
        {
            await Task.Yield();
        }

        Assert.False(poll.IsCompleted);
        Ana.Say("now");

        Assert.Equal("now", Assert.Single(await poll).GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_poll_ends_empty_at_its_timeout()
    {
        await Bot.UpdatesAsync();
        Assert.Empty(await Bot.UpdatesAsync(timeout: 1));
    }

    [Fact]
    public async Task A_second_poller_ends_the_first()
    {
        await Bot.UpdatesAsync();
        var first = Bot.RefusedAsync("getUpdates", new { offset = 100_001, timeout = 50 });
        while (Api.CallCount("getUpdates") < 2)
        {
            await Task.Yield();
        }

        await Bot.CallAsync("getUpdates", new { offset = 100_001 });

        Assert.Equal((409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), await first);
    }

    [Fact]
    public async Task An_active_webhook_forbids_polling()
    {
        await Bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook" });
        Assert.Equal("https://bot.example.org/hook", Api.WebhookUrl);
        var (status, description) = await Bot.RefusedAsync("getUpdates", new { });
        Assert.Equal(409, status);
        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", description, StringComparison.Ordinal);

        await Bot.CallAsync("deleteWebhook", new { });
        Assert.Single(await Bot.UpdatesAsync());
        await Bot.CallAsync("deleteWebhook", new { drop_pending_updates = true });
        Assert.Equal(0, Api.PendingUpdates);
    }

    [Fact]
    public async Task Allowed_kinds_are_remembered_and_the_others_never_queued()
    {
        await Bot.UpdatesAsync(allowed: ["message"]);
        await Bot.SendAsync(Ana.PrivateChat, "Card", ("A", "1"));
        Assert.Equal(0, Ana.Press("A").UpdateId);
        Ana.Block();
        Assert.Empty(await Bot.UpdatesAsync());

        Ana.Say("text");
        Assert.Single(await Bot.UpdatesAsync());
    }

    [Fact]
    public async Task Presses_expire_after_150_seconds_and_messages_after_a_day()
    {
        await Bot.UpdatesAsync();
        await Bot.SendAsync(Ana.PrivateChat, "Card", ("A", "1"));
        Ana.Press("A");
        Ana.Say("later");

        Clock.Advance(TimeSpan.FromSeconds(149));
        Assert.Equal([100_001, 100_002], await Ids(new { offset = 100_001 }));
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([100_002], await Ids(new { offset = 100_001 }));
        Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal([], await Ids(new { offset = 100_001 }));
    }

    [Fact]
    public async Task In_a_group_the_bot_sees_what_is_meant_for_it()
    {
        var group = Api.AddGroup("Neighbours", supergroup: true, Ana);
        var post = await Bot.SendAsync(group, "Summary");
        await Bot.UpdatesAsync();
        Ana.Say("small talk", group);
        Ana.Say("see /vote", group);
        Ana.Say("/vote@other_bot", group);
        Ana.Say("/vote", group);
        Ana.Say("/vote@Assembly_Test_Bot", group);
        Ana.Say("an answer", group, replyTo: group.Messages.Single(message => message.Id == post));

        Assert.Equal(["/vote", "/vote@Assembly_Test_Bot", "an answer"], await Texts());

        group.SetBotStatus("administrator", Ana);
        await Bot.UpdatesAsync();
        Ana.Say("small talk", group);
        Assert.Equal(["small talk"], await Texts());

        async Task<IReadOnlyList<string?>> Texts() => (await Bot.UpdatesAsync()).Select(update => update.GetProperty("message").GetProperty("text").GetString()).ToArray();
    }

    [Fact]
    public async Task An_update_can_be_delivered_again_after_it_was_confirmed()
    {
        await Bot.UpdatesAsync();
        Api.DeliverTwice();
        Ana.Say("twice");
        Ana.Say("once");

        Assert.Equal([100_001, 100_002], await Ids(new { offset = 100_001 }));
        Assert.Equal([100_001], await Ids(new { offset = 100_003 }));
        Assert.Equal([], await Ids(new { offset = 100_003 }));
    }

    [Fact]
    public async Task Any_update_can_be_delivered()
    {
        await Bot.UpdatesAsync();
        Assert.Equal(100_001, Api.EnqueueRaw("""{"update_id":$id,"meteor":{}}"""));
        var (_, answer) = await Bot.TryAsync("getUpdates", new { offset = 100_001 });
        Assert.True(answer.GetProperty("result")[0].TryGetProperty("meteor", out _));

        Api.EnqueueRaw("""{"update_id":$id,""");
        using var response = await Bot.PostAsync("getUpdates", new { offset = 100_002 });
        Assert.Equal("""{"ok":true,"result":[{"update_id":100002,]}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyList<long>> Ids(object arguments)
        => (await Bot.CallAsync("getUpdates", arguments)).EnumerateArray().Select(update => update.GetProperty("update_id").GetInt64()).ToArray();
}
