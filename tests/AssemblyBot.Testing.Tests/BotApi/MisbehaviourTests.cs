using System.Text.Json;
using AssemblyBot.Testing.BotApi;

namespace AssemblyBot.Testing.Tests.BotApi;

public sealed class MisbehaviourTests : FakeBotApiTest
{
    private protected override FakeBotApiOptions Options => new() { Clock = Clock, BasePath = "/some/prefix" };

    [Fact]
    public async Task A_refusal_holds_for_the_calls_it_is_for()
    {
        Api.Next("sendMessage", times: 2, when: call => call.Text == "x").Answers(429, retryAfter: TimeSpan.FromSeconds(3));

        await Bot.SendAsync(Ana.PrivateChat, "y");
        var (status, answer) = await Bot.TryAsync("sendMessage", new { chat_id = Ana.Id, text = "x" });
        Assert.Equal(429, (int)status);
        Assert.Equal("Too Many Requests: retry after 3", answer.GetProperty("description").GetString());
        Assert.Equal(3, answer.GetProperty("parameters").GetProperty("retry_after").GetInt32());
        Assert.Equal((429, "Too Many Requests: retry after 3"), await Bot.RefusedAsync("sendMessage", new { chat_id = Ana.Id, text = "x" }));
        await Bot.SendAsync(Ana.PrivateChat, "x");

        Assert.Equal(["y", "x"], Texts());
        Assert.Equal(4, Api.CallCount("sendMessage", Ana));
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user")]
    [InlineData(500, "Internal Server Error")]
    [InlineData(502, "Bad Gateway")]
    public async Task Any_method_can_be_refused(int status, string description)
    {
        Api.Next().Answers(status);

        await Bot.UpdatesAsync();
        Assert.Equal((status, description), await Bot.RefusedAsync("sendMessage", new { chat_id = Ana.Id, text = "x" }));
    }

    [Fact]
    public async Task An_answer_can_be_broken_while_its_call_takes_effect()
    {
        Api.Next("sendMessage").AnswersNull(performed: true);
        Api.Next("sendMessage").AnswersEmpty();
        Api.Next("sendMessage").AnswersBody("<html>", 502);
        Api.Next("sendMessage").AnswersUnknownMethod();

        var (_, answer) = await Bot.TryAsync("sendMessage", new { chat_id = Ana.Id, text = "lost" });
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("result").ValueKind);
        using var empty = await Bot.PostAsync("sendMessage", new { chat_id = Ana.Id, text = "x" });
        Assert.Equal(0, empty.Content.Headers.ContentLength);
        using var broken = await Bot.PostAsync("sendMessage", new { chat_id = Ana.Id, text = "x" });
        Assert.Equal((502, "<html>"), ((int)broken.StatusCode, await broken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((404, "Not Found"), await Bot.RefusedAsync("sendMessage", new { chat_id = Ana.Id, text = "x" }));

        Assert.Equal(["lost"], Texts());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_can_break_before_or_after_the_effect(bool performed)
    {
        Api.Next("sendMessage").Resets(performed);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Bot.PostAsync("sendMessage", new { chat_id = Ana.Id, text = "x" }));

        Assert.Equal(performed ? ["x"] : [], Texts());
    }

    [Fact]
    public async Task A_call_can_hang_or_be_late()
    {
        Api.Next("sendMessage").Hangs();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var content = PlainBot.Json($$"""{"chat_id":{{Ana.Id}},"text":"x"}""");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bot.Http.PostAsync(Bot.Address("sendMessage"), content, patience.Token));

        Api.Next("sendMessage").Delays(TimeSpan.FromMilliseconds(50));
        var begun = TimeProvider.System.GetTimestamp();
        await Bot.SendAsync(Ana.PrivateChat, "late");
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromMilliseconds(45));
        Assert.Equal(["late"], Texts());
    }

    [Fact]
    public async Task A_lean_server_knows_three_methods()
    {
        Api.IsLean = true;

        await Bot.CallAsync("getMe", new { });
        await Bot.UpdatesAsync();
        await Bot.SendAsync(Ana.PrivateChat, "x");
        Assert.Equal((404, "Not Found"), await Bot.RefusedAsync("setMyCommands", new { commands = Array.Empty<object>() }));
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task An_outage_cuts_every_connection_and_loses_nothing()
    {
        await Bot.UpdatesAsync();
        var address = Api.BaseUrl;
        var poll = Bot.UpdatesAsync(timeout: 50);
        while (Api.CallCount("getUpdates") < 2)
        {
            await Task.Yield();
        }

        await Api.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => poll);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Bot.UpdatesAsync());
        Ana.Say("in the dark");
        await Api.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(address, Api.BaseUrl);
        Assert.EndsWith("/some/prefix", address, StringComparison.Ordinal);
        Assert.Equal("in the dark", Assert.Single(await Bot.UpdatesAsync()).GetProperty("message").GetProperty("text").GetString());
    }

    private IEnumerable<string> Texts() => Ana.PrivateChat.Messages.Where(message => message.IsFromBot).Select(message => message.Text);
}
