using System.Globalization;
using AssemblyBot.Discord.Api;
using static AssemblyBot.Discord.Tests.Api.ScriptedServer;

namespace AssemblyBot.Discord.Tests.Api;

public sealed class DiscordRestTests
{
    private static readonly MessageBody Hello = new() { Content = "hello" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_says_who_calls_and_with_which_token()
    {
        await using var bench = new RestBench((_, _) => Say(200, """{"id":"7","name":"Assembly"}"""));

        var outcome = await bench.Api.GetApplicationAsync(Cancel);

        Assert.Equal(new Application(7, "Assembly"), outcome.Value);
        var call = Assert.Single(bench.Server.Calls);
        Assert.Equal(("GET", "/api/v10/applications/@me", "Bot " + RestBench.Token), (call.Method, call.Path, call.Authorization));
        Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", call.UserAgent);
    }

    [Fact]
    public async Task What_an_interaction_allows_goes_out_without_the_bots_token()
    {
        await using var bench = new RestBench((_, _) => Say(204));

        Assert.True((await bench.Api.AnswerAsync(5, "tok", new InteractionAnswer.Replace(Hello), Cancel)).Value);
        Assert.True((await bench.Api.EditAnswerAsync(4, "tok", Hello, Cancel)).Value);
        Assert.True((await bench.Api.FollowUpAsync(4, "tok", Hello, Cancel)).Value);

        Assert.All(bench.Server.Calls, call => Assert.Null(call.Authorization));
        Assert.Equal(
            ["/api/v10/interactions/5/tok/callback", "/api/v10/webhooks/4/tok/messages/@original", "/api/v10/webhooks/4/tok"],
            bench.Server.Calls.Select(call => call.Path));
    }

    [Fact]
    public async Task A_post_has_a_nonce_that_discord_enforces()
    {
        await using var bench = new RestBench((_, _) => Say(200, """{"id":"99"}"""));

        Assert.Equal(99ul, (await bench.Api.PostAsync(3, Hello, "summary-1", Cancel)).Value);
        await bench.Api.PostAsync(3, Hello, new string('n', 26), Cancel);

        Assert.Contains("""
            "nonce":"summary-1","enforce_nonce":true
            """.Trim(), bench.Server.Calls[0].Body, StringComparison.Ordinal);
        Assert.Matches("\"nonce\":\"[A-Za-z0-9_-]{24}\"", bench.Server.Calls[1].Body);
    }

    [Fact]
    public async Task Files_go_as_parts_beside_the_json()
    {
        await using var bench = new RestBench((_, _) => Say(200, """{"id":"99"}"""));
        var message = Hello with { Files = [new MessageFile("map.png", "image/png", [1, 2], "The map"), new MessageFile("ä.csv", "text/csv", [51], "")] };

        await bench.Api.PostAsync(3, message, "n", Cancel);

        var call = Assert.Single(bench.Server.Calls);
        Assert.StartsWith("multipart/form-data", call.ContentType, StringComparison.Ordinal);
        Assert.DoesNotContain('"', call.ContentType!);
        Assert.Contains("name=\"payload_json\"", call.Body, StringComparison.Ordinal);
        Assert.Contains("name=\"files[0]\"; filename=\"map.png\"", call.Body, StringComparison.Ordinal);
        Assert.Contains("""
            "attachments":[{"id":0,"filename":"map.png","description":"The map"},{"id":1,"filename":"ä.csv"}]
            """.Trim(), call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_first_401_nothing_is_sent_with_the_token()
    {
        await using var bench = new RestBench((_, _) => Say(401, """{"message":"401: Unauthorized","code":0}"""));

        Assert.Equal(401, Assert.IsType<ApiFailure.Refused>((await bench.Api.GetApplicationAsync(Cancel)).Failure).Status);
        Assert.Equal(401, Assert.IsType<ApiFailure.Refused>((await bench.Api.PostAsync(3, Hello, "n", Cancel)).Failure).Status);
        var sentence = await bench.Api.ListenAsync(_ => Task.CompletedTask, Cancel);

        Assert.Single(bench.Server.Calls);
        Assert.StartsWith("Discord:Token is not known", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_interaction_does_not_condemn_the_bots_token()
    {
        await using var bench = new RestBench((asked, _) =>
            asked.Method == "PATCH" ? Say(401, """{"message":"Invalid Webhook Token","code":50027}""") : Say(200, """{"id":"7"}"""));

        var expired = Assert.IsType<ApiFailure.Refused>((await bench.Api.EditAnswerAsync(4, "tok", Hello, Cancel)).Failure);

        Assert.Equal((401, 50027), (expired.Status, expired.Code));
        Assert.True((await bench.Api.GetApplicationAsync(Cancel)).IsOk);
    }

    [Fact]
    public async Task A_403_is_told_with_its_code_and_not_tried_again()
    {
        await using var bench = new RestBench((_, _) => Say(403, """{"message":"Missing Permissions","code":50013}"""));

        var refused = Assert.IsType<ApiFailure.Refused>((await bench.Api.PostAsync(3, Hello, "n", Cancel)).Failure);

        Assert.Equal((403, 50013, "Missing Permissions"), (refused.Status, refused.Code, refused.Message));
        Assert.Single(bench.Server.Calls);
        Assert.Equal(1, bench.Health.Refused);
    }

    [Fact]
    public async Task A_refused_form_is_named_by_its_places_and_not_by_what_stood_there()
    {
        await using var bench = new RestBench((_, _) => Say(400, """
            {"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer: a secret statement"}]}}}}}
            """));

        var refused = Assert.IsType<ApiFailure.Refused>((await bench.Api.PostAsync(3, Hello, "n", Cancel)).Failure);

        Assert.Equal("Invalid Form Body (embeds.0.title: BASE_TYPE_MAX_LENGTH)", refused.Message);
    }

    [Theory]
    [InlineData("user", "2.5", 2.5)]
    [InlineData("shared", "1", 1)]
    public async Task A_429_is_obeyed_to_the_moment_by_its_channel_alone(string scope, string wait, double seconds)
    {
        await using var bench = new RestBench((asked, count) => count == 1
            ? Say(429, $$"""{"message":"You are being rate limited.","retry_after":{{wait}},"global":false}""", $"X-RateLimit-Scope: {scope}", "X-RateLimit-Bucket: b", "Retry-After: 9")
            : Say(200, """{"id":"99"}"""));

        var first = bench.Api.PostAsync(3, Hello, "n", Cancel);
        while (bench.Health.Limited == 0)
            await Task.Yield();
        var other = await bench.Api.PostAsync(4, Hello, "n", Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.True(other.IsOk);
        Assert.False(first.IsCompleted);
        var (late, waited) = await bench.RunAsync(first);

        Assert.True(late.IsOk);
        Assert.InRange(waited, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 0.3));
        Assert.Equal(1, bench.Health.Limited);
    }

    [Fact]
    public async Task A_global_429_stops_everything_but_answers()
    {
        await using var bench = new RestBench((asked, count) => count == 1
            ? Say(429, """{"message":"You are being rate limited.","retry_after":3.0,"global":true}""", "X-RateLimit-Global: true", "Retry-After: 3")
            : Say(asked.Path.EndsWith("callback", StringComparison.Ordinal) ? 204 : 200, """{"id":"99"}"""));

        var first = bench.Api.PostAsync(3, Hello, "n", Cancel);
        while (bench.Health.Limited == 0)
            await Task.Yield();
        var edit = bench.Api.EditAnswerAsync(4, "tok", Hello, Cancel);
        var channel = bench.Api.GetChannelAsync(8, Cancel);
        Assert.True((await bench.Api.AnswerAsync(5, "tok", new InteractionAnswer.ReplaceLater(), Cancel)).IsOk);
        Assert.Equal(2, bench.Server.Calls.Count);

        var (_, took) = await bench.RunAsync(Task.WhenAll(first, channel.ContinueWith(_ => default(ApiOutcome<ulong>), TaskScheduler.Default), edit.ContinueWith(_ => default(ApiOutcome<ulong>), TaskScheduler.Default)));
        Assert.InRange(took, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.3));
        Assert.Equal(5, bench.Server.Calls.Count);
    }

    [Fact]
    public async Task A_429_that_tells_no_time_leaves_an_answer_time_to_come_again()
    {
        await using var bench = new RestBench((_, count) => count == 1 ? Say(429, "<html>slow down</html>") : Say(204));

        var (outcome, took) = await bench.RunAsync(bench.Api.AnswerAsync(4, "tok", new InteractionAnswer.Say(Hello), Cancel));

        Assert.True(outcome.IsOk);
        Assert.InRange(took.TotalSeconds, 1, 1.5);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_and_what_follows_is_not_sent()
    {
        await using var bench = new RestBench((_, _) => Say(429, """{"message":"slow","retry_after":600.0,"global":false}""", "X-RateLimit-Scope: user"));

        var refused = Assert.IsType<ApiFailure.Refused>((await bench.Api.PostAsync(3, Hello, "n", Cancel)).Failure);
        var second = Assert.IsType<ApiFailure.Refused>((await bench.Api.PostAsync(3, Hello, "m", Cancel)).Failure);

        Assert.Equal((429, TimeSpan.FromMinutes(10)), (refused.Status, refused.RetryAfter));
        Assert.Equal((429, TimeSpan.FromMinutes(10)), (second.Status, second.RetryAfter));
        Assert.Single(bench.Server.Calls);
    }

    [Fact]
    public async Task Calls_wait_for_the_next_window_before_they_are_refused()
    {
        var taken = 0;
        await using var bench = new RestBench((_, _) =>
        {
            var left = 4 - (Interlocked.Increment(ref taken) - 1) % 5;
            return Say(200, """{"id":"99"}""", "X-RateLimit-Bucket: b", "X-RateLimit-Limit: 5", $"X-RateLimit-Remaining: {left.ToString(CultureInfo.InvariantCulture)}", "X-RateLimit-Reset-After: 2.0");
        });

        var (outcomes, took) = await bench.RunAsync(Task.WhenAll(Enumerable.Range(0, 12).Select(n => bench.Api.PostAsync(3, Hello, $"n{n}", Cancel))));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsOk));
        Assert.Equal(12, bench.Server.Calls.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task No_more_than_fifty_calls_a_second_go_out()
    {
        await using var bench = new RestBench((_, _) => Say(200, """{"id":"99"}"""));

        var (_, took) = await bench.RunAsync(Task.WhenAll(Enumerable.Range(0, 120).Select(n => bench.Api.PostAsync((ulong)(1000 + n), Hello, "n", Cancel))));

        Assert.Equal(120, bench.Server.Calls.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task A_post_is_sent_again_after_an_error_of_the_server_and_a_forum_post_is_not()
    {
        await using var bench = new RestBench((asked, count) => count % 2 == 1 ? Say(502, "<html>") : Say(200, """{"id":"99"}"""));

        var (post, _) = await bench.RunAsync(bench.Api.PostAsync(3, Hello, "n", Cancel));
        Assert.Equal(99ul, post.Value);
        Assert.Equal(bench.Server.Calls[0].Body, bench.Server.Calls[1].Body);

        var forum = await bench.Api.PostToForumAsync(3, "Title", Hello, Cancel);
        Assert.True(Assert.IsType<ApiFailure.NoAnswer>(forum.Failure).MayHaveArrived);
        Assert.Equal(3, bench.Server.Calls.Count);
    }

    [Fact]
    public async Task What_never_went_out_is_sent_again_whatever_it_is()
    {
        await using var bench = new RestBench((_, count) => count < 3
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
            : Say(200, """{"id":"99"}"""));

        var (forum, _) = await bench.RunAsync(bench.Api.PostToForumAsync(3, "Title", Hello, Cancel));

        Assert.Equal(99ul, forum.Value);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_after_a_few_tries()
    {
        await using var bench = new RestBench((_, _) => Say(503));

        var (outcome, took) = await bench.RunAsync(bench.Api.GetChannelAsync(3, Cancel));

        Assert.Equal("HTTP 503", Assert.IsType<ApiFailure.NoAnswer>(outcome.Failure).Because);
        Assert.Equal(4, bench.Server.Calls.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_answer_that_arrived_though_the_connection_broke_counts_as_given()
    {
        await using var bench = new RestBench((_, count) => count == 1
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "broke")
            : Say(400, """{"message":"Interaction has already been acknowledged.","code":40060}"""));

        var (outcome, _) = await bench.RunAsync(bench.Api.AnswerAsync(5, "tok", new InteractionAnswer.ReplaceLater(), Cancel), TimeSpan.FromMilliseconds(10));

        Assert.True(outcome.Value);
        Assert.Equal(2, bench.Server.Calls.Count);
    }

    [Fact]
    public async Task An_answer_given_elsewhere_is_told()
    {
        await using var bench = new RestBench((_, _) => Say(400, """{"message":"Interaction has already been acknowledged.","code":40060}"""));

        var outcome = await bench.Api.AnswerAsync(5, "tok", new InteractionAnswer.ReplaceLater(), Cancel);

        Assert.Equal(40060, Assert.IsType<ApiFailure.Refused>(outcome.Failure).Code);
        Assert.Single(bench.Server.Calls);
    }

    [Fact]
    public async Task Calls_stop_long_before_discord_shuts_the_machine_out_and_go_on_later()
    {
        await using var bench = new RestBench((_, _) => Say(403, """{"message":"Missing Access","code":50001}"""));
        for (var n = 0; n < InvalidCalls.Most; n++)
            await bench.Api.EditAnswerAsync(4, $"t{n}", Hello, Cancel);

        var stopped = Assert.IsType<ApiFailure.Refused>((await bench.Api.GetChannelAsync(3, Cancel)).Failure);
        Assert.Equal((429, InvalidCalls.Most), (stopped.Status, bench.Server.Calls.Count));
        await bench.Api.AnswerAsync(5, "tok", new InteractionAnswer.ReplaceLater(), Cancel);
        Assert.Equal(InvalidCalls.Most + 1, bench.Server.Calls.Count);

        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await bench.Api.GetChannelAsync(3, Cancel);
        Assert.Equal(InvalidCalls.Most + 2, bench.Server.Calls.Count);
    }

    [Fact]
    public async Task Neither_the_token_nor_an_address_stands_in_what_is_told()
    {
        await using var bench = new RestBench((_, count) => count == 1
            ? Say(400, $$"""{"message":"bad {{RestBench.Token}}","code":1}""")
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "at http://discord.test/api/v10/webhooks/4/tok"));

        var first = await bench.Api.PostToForumAsync(3, "t", Hello, Cancel);
        var second = await bench.Api.FollowUpAsync(4, "tok", Hello, Cancel);

        Assert.DoesNotContain(RestBench.Token, first.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("webhooks", second.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Log.Lines, line => line.Contains(RestBench.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_an_exception()
    {
        await using var bench = new RestBench((_, _) => Say(429, """{"message":"slow","retry_after":30.0}""", "X-RateLimit-Scope: user"));
        using var stop = new CancellationTokenSource();
        var call = bench.Api.PostAsync(3, Hello, "n", stop.Token);
        while (bench.Health.Limited == 0)
            await Task.Yield();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":5}")]
    [InlineData("<html>")]
    public async Task A_result_of_another_shape_leaves_the_value_out(string body)
    {
        await using var bench = new RestBench((_, _) => Say(200, body));

        var outcome = await bench.Api.GetChannelAsync(3, Cancel);

        Assert.True(outcome.IsOk);
        Assert.Null(outcome.Value);
    }
}
