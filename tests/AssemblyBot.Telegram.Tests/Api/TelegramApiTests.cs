using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Tests.Api;

public class TelegramApiTests : IAsyncLifetime
{
    private static readonly MessageText Text = new("Hello", []);
    private readonly ManualClock _clock = new();
    private FakeBotApi? _server;
    private ITelegramApi? _api;
    private FakeUser? _ana;

    private FakeBotApi Server => _server!;

    private ITelegramApi Api => _api!;

    private protected virtual string Client => TelegramClients.Own;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        WithTelegramBot.SkipUnlessHeld(Client);
        _server = await FakeBotApi.StartAsync(cancellationToken: Cancellation);
        _ana = _server.AddUser("Ana");
        _ana.Say("/start");
        _api = TelegramClients.Create(
            Options.Create(new TelegramOptions { Client = Client, Token = _server.Token, BaseUrl = _server.BaseUrl }), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (_api as IDisposable)?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_sent_message_is_told_with_its_number()
    {
        var outcome = await SendAsync();

        Assert.True(outcome.IsOk);
        Assert.Equal(_ana!.LastMessage()!.Id, outcome.Value);
    }

    [Fact]
    public async Task A_poll_that_never_returns_ends_after_its_time_and_the_next_one_has_a_new_connection()
    {
        Server.Next("getUpdates").Hangs();
        var poll = Api.GetUpdatesAsync(null, 100, TimeSpan.FromSeconds(30), Cancellation);
        await _clock.WaitForTimersAsync();
        while (Server.CallCount("getUpdates") == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);

        _clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(poll.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new ApiFailure.NoAnswer(true, "no answer in time"), (await poll).Failure);
        Assert.Single((await Api.GetUpdatesAsync(null, 100, TimeSpan.FromSeconds(30), Cancellation)).Value!);
    }

    [Fact]
    public async Task A_poll_waits_behind_no_other_call()
    {
        Server.Next("sendMessage", times: 64).Hangs();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sends = Enumerable.Range(0, 64).Select(_ => Api.SendMessageAsync(new ChatSpot(_ana!.Id), Text, stop.Token)).ToList();

        Assert.Single((await Api.GetUpdatesAsync(null, 100, TimeSpan.FromSeconds(30), Cancellation)).Value!);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(sends));
    }

    [Fact]
    public async Task A_server_that_is_not_there_got_nothing()
    {
        await Server.StopAsync();

        Assert.False(Assert.IsType<ApiFailure.NoAnswer>((await SendAsync()).Failure).MayHaveArrived);
    }

    [Fact]
    public async Task A_broken_answer_leaves_the_fate_open()
    {
        Server.Next("sendMessage").Resets(performed: true);

        Assert.True(Assert.IsType<ApiFailure.NoAnswer>((await SendAsync()).Failure).MayHaveArrived);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("<html>Welcome</html>", 200)]
    [InlineData("{}", 200)]
    [InlineData("null", 200)]
    public async Task Success_without_the_Bot_APIs_words_leaves_the_fate_open(string body, int status)
    {
        Server.Next("sendMessage").AnswersBody(body, status);

        Assert.True(Assert.IsType<ApiFailure.NoAnswer>((await SendAsync()).Failure).MayHaveArrived);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", 502)]
    [InlineData("", 404)]
    [InlineData("{}", 500)]
    [InlineData("""{"ok":false}""", 403)]
    public async Task An_error_without_words_is_a_refusal_with_its_code(string body, int status)
    {
        Server.Next("sendMessage").AnswersBody(body, status);

        Assert.Equal(new ApiFailure.Refused(status, ""), (await SendAsync()).Failure);
    }

    [Fact]
    public async Task An_error_that_repeats_the_token_is_told_without_it()
    {
        Server.Next("sendMessage").Answers(400, description: $"no route /bot{Server.Token}/sendMessage");

        Assert.Equal(new ApiFailure.Refused(400, "no route /bot…/sendMessage"), (await SendAsync()).Failure);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_the_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var poll = Api.GetUpdatesAsync(Server.Options.FirstUpdateId + 1, 100, TimeSpan.FromSeconds(30), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }

    [Fact]
    public async Task Letters_beyond_ASCII_go_out_as_they_are()
    {
        var outcome = await Api.SendMessageAsync(new ChatSpot(_ana!.Id), new MessageText("¿Sí? 😀 \"\\", []), Cancellation);

        Assert.True(outcome.IsOk);
        Assert.Equal("¿Sí? 😀 \"\\", _ana.LastMessage()!.Text);
    }

    private Task<ApiOutcome<long?>> SendAsync() => Api.SendMessageAsync(new ChatSpot(_ana!.Id), Text, Cancellation);
}
