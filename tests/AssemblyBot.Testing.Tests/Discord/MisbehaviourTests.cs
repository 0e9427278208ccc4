using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

public sealed class MisbehaviourTests : FakeDiscordTest
{
    private string Messages => $"/channels/{General.Id}/messages";

    private static object Hello => PlainDiscordBot.Card("Hello", 0);

    [Theory]
    [InlineData("user", 1)]
    [InlineData("global", 1)]
    [InlineData("shared", 0)]
    public async Task A_rate_limit_says_how_long_and_in_which_scope(string scope, int counted)
    {
        Discord.Next("create_message").LimitsRate(TimeSpan.FromSeconds(1.5), scope);

        using var response = await Bot.SendAsync("POST", Messages, Hello);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal((scope, "2"), (response.Headers.GetValues("X-RateLimit-Scope").Single(), response.Headers.GetValues("Retry-After").Single()));
        Assert.Equal(scope == "global", response.Headers.Contains("X-RateLimit-Global"));
        Assert.Contains("\"retry_after\":1.5", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(counted, Discord.InvalidRequests);
        await Bot.CallAsync("POST", Messages, Hello);
        Assert.Single(General.Messages);
    }

    [Theory]
    [InlineData(40060, 400)]
    [InlineData(10062, 404)]
    [InlineData(50007, 403)]
    [InlineData(50013, 403)]
    [InlineData(50001, 403)]
    [InlineData(10003, 404)]
    [InlineData(10008, 404)]
    [InlineData(50083, 400)]
    public async Task Any_code_can_be_answered(int code, int status)
    {
        var fault = Discord.Next(times: 2).Refuses(code);
        await Bot.RefusedAsync("POST", Messages, Hello);

        Assert.Equal((status, code), await Bot.RefusedAsync("GET", "/users/@me"));
        Assert.Equal(0, fault.Remaining);
        Assert.Empty(General.Messages);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(502, true)]
    public async Task A_failure_comes_before_or_after_the_effect(int status, bool performed)
    {
        Discord.Next("create_message").Fails(status, performed);
        Assert.Equal(status, (await Bot.TryAsync("POST", Messages, Hello)).Status);
        Assert.Equal(performed ? 1 : 0, General.Messages.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_can_break_in_the_middle(bool performed)
    {
        Discord.Next("create_message").Resets(performed);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Bot.SendAsync("POST", Messages, Hello));
        Assert.Equal(performed ? 1 : 0, General.Messages.Count);
    }

    [Fact]
    public async Task A_call_can_hang_be_late_or_be_answered_with_anything()
    {
        Discord.Next("create_message").Hangs();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var content = PlainDiscordBot.Json("""{"content":"x"}""");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bot.Http.PostAsync(Bot.Address(Messages), content, patience.Token));

        Discord.Next("create_message").Delays(TimeSpan.FromMilliseconds(50));
        var begun = TimeProvider.System.GetTimestamp();
        await Bot.CallAsync("POST", Messages, Hello);
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromMilliseconds(45));

        Discord.Next("create_message").AnswersBody("<html>", 503);
        using var response = await Bot.SendAsync("POST", Messages, Hello);
        Assert.Equal("<html>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, Discord.CallCount("create_message"));
    }

    [Fact]
    public async Task A_bucket_is_per_channel_and_fills_up_again()
    {
        for (var i = 0; i < 5; i++)
        {
            await Bot.CallAsync("POST", Messages, Hello);
        }

        using var sixth = await Bot.SendAsync("POST", Messages, Hello);
        Assert.Equal((429, "0", "5"), ((int)sixth.StatusCode, sixth.Headers.GetValues("X-RateLimit-Remaining").Single(), sixth.Headers.GetValues("X-RateLimit-Reset-After").Single()));
        await Bot.CallAsync("POST", $"/channels/{Ana.Guild!.AddChannel("other").Id}/messages", Hello);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Bot.CallAsync("POST", Messages, Hello);
        Assert.Equal((6, 1), (General.Messages.Count, Discord.InvalidRequests));
    }

    [Fact]
    public async Task Fifty_calls_a_second_are_the_most_but_for_interactions()
    {
        for (var i = 0; i < 50; i++)
        {
            await Bot.CallAsync("GET", i % 2 == 0 ? "/users/@me" : "/gateway");
        }

        using var refused = await Bot.SendAsync("GET", "/users/@me");
        Assert.Equal((429, "global"), ((int)refused.StatusCode, refused.Headers.GetValues("X-RateLimit-Scope").Single()));
        Assert.Equal((404, 10062), await Bot.RefusedAsync("POST", "/interactions/1/none/callback", new { type = 5 }));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Bot.CallAsync("GET", "/users/@me");
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task An_attempt_to_connect_can_be_refused()
    {
        Discord.Gateway.RefuseConnections(1);
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(() => Bot.ConnectAsync());
        await Bot.ReadyAsync();
    }
}
