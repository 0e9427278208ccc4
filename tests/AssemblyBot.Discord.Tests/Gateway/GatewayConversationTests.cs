using AssemblyBot.Testing;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class GatewayConversationTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeDiscord _discord = null!;
    private FakeMember _ana = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        await StartAsync(ListeningBot.FastServer);
    }

    public async ValueTask DisposeAsync()
    {
        if (_discord is not null)
            await _discord.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_press_is_answered_and_no_intent_is_asked_for()
    {
        await using var bot = await BotAsync();

        await _ana.Command("vote").AnsweredAsync();

        var identify = Assert.Single(_discord.Gateway.Identifies);
        Assert.Equal((0, (0, 1), "ready"), (identify.Intents, identify.Shard, identify.Outcome));
        Assert.Equal(1, bot.Health.Connected);
        Assert.Empty(_discord.Violations);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(4999)]
    public async Task A_close_that_leaves_the_session_is_followed_by_a_resume(int code)
    {
        await using var bot = await BotAsync();
        await _ana.Command("first").AnsweredAsync();

        _discord.Gateway.Close(code);
        var between = _ana.Command("between");

        await between.AnsweredAsync();
        Assert.Single(_discord.Gateway.Identifies);
        Assert.All(_discord.Gateway.Resumes, resume => Assert.Equal(("resumed", true), (resume.Outcome, resume.OnResumeAddress)));
        Assert.NotEmpty(_discord.Gateway.Resumes);
        Assert.Empty(_discord.Violations);
    }

    [Theory]
    [InlineData(4003)]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task A_close_that_ends_the_session_is_followed_by_a_new_one(int code)
    {
        await using var bot = await BotAsync();

        _discord.Gateway.Close(code);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Identifies.Count == 2 && gateway.ReadySessions == 1);
        await _ana.Command("after").AnsweredAsync();

        Assert.Empty(_discord.Gateway.Resumes);
        Assert.All(_discord.Gateway.Identifies, identify => Assert.Equal("ready", identify.Outcome));
    }

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4010, "4010")]
    [InlineData(4011, "4011")]
    [InlineData(4012, "4012")]
    [InlineData(4013, "4013")]
    [InlineData(4014, "4014")]
    public async Task A_close_for_good_ends_it_with_a_sentence(int code, string named)
    {
        await using var bot = await BotAsync(_folder.Path);

        _discord.Gateway.Close(code);
        var sentence = await bot.RefusedAsync();

        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(_discord.Token, sentence, StringComparison.Ordinal);
        Assert.Single(_discord.Gateway.Identifies);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal(0, bot.Health.Connected);
    }

    [Fact]
    public async Task A_wrong_token_ends_it_before_the_gateway_is_asked()
    {
        await using var bot = new ListeningBot(_discord, token: "AAAA.BBBB.CCCC").Start();

        Assert.StartsWith("Discord:Token is not known to the server", await bot.RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal(1, _discord.InvalidRequests);
        Assert.Equal(0, _discord.Gateway.ConnectionsEver);
    }

    [Fact]
    public async Task A_gateway_that_does_not_compress_is_understood()
    {
        await StartAsync(ListeningBot.FastServer with { Compresses = false });
        await using var bot = await BotAsync();

        await _ana.Command("vote").AnsweredAsync();

        Assert.Empty(_discord.Violations);
    }

    [Fact]
    public async Task A_frame_in_many_pieces_is_one_frame()
    {
        await StartAsync(ListeningBot.FastServer with { LongestPiece = 7 });
        await using var bot = await BotAsync();

        for (var n = 0; n < 5; n++)
            await _ana.Command($"vote {n}").AnsweredAsync();

        Assert.Equal(1, _discord.Gateway.ConnectionsEver);
        Assert.Equal(0, bot.Health.Skipped);
    }

    [Fact]
    public async Task A_greeting_and_a_session_that_come_late_are_waited_for()
    {
        await StartAsync(ListeningBot.FastServer with { HelloAfter = TimeSpan.FromSeconds(1.5), ReadyAfter = TimeSpan.FromSeconds(1.5) });
        await using var bot = await BotAsync();

        await _ana.Command("vote").AnsweredAsync();

        Assert.Single(_discord.Gateway.Identifies);
        Assert.Equal(1, _discord.Gateway.ConnectionsEver);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_frame_is_resumed()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.Break();
        await _ana.Command("after").AnsweredAsync();

        Assert.Single(_discord.Gateway.Identifies);
        Assert.Equal("resumed", Assert.Single(_discord.Gateway.Resumes).Outcome);
    }

    [Fact]
    public async Task Asked_to_connect_anew_it_resumes_at_once()
    {
        await using var bot = await BotAsync();

        for (var n = 1; n <= 3; n++)
        {
            _discord.Gateway.Reconnect();
            await _discord.Gateway.WaitForAsync(gateway => gateway.Resumes.Count == n && gateway.ReadySessions == 1);
            await _ana.Command($"after {n}").AnsweredAsync();
        }

        Assert.Single(_discord.Gateway.Identifies);
    }

    [Fact]
    public async Task An_invalid_session_that_may_be_resumed_is()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.Invalidate(resumable: true);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Resumes.Count == 1 && gateway.ReadySessions == 1);
        await _ana.Command("after").AnsweredAsync();

        Assert.Single(_discord.Gateway.Identifies);
    }

    [Fact]
    public async Task An_invalid_session_that_is_gone_is_begun_anew()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.Invalidate(resumable: false);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Identifies.Count == 2 && gateway.ReadySessions == 1);
        await _ana.Command("after").AnsweredAsync();

        Assert.Empty(_discord.Gateway.Resumes);
    }

    [Fact]
    public async Task A_session_forgotten_during_an_outage_is_begun_anew()
    {
        await using var bot = await BotAsync();

        await _discord.StopAsync();
        _discord.Gateway.ForgetSessions();
        await _discord.ResumeAsync(TestContext.Current.CancellationToken);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Identifies.Count == 2 && gateway.ReadySessions == 1);
        await _ana.Command("after").AnsweredAsync();

        Assert.Equal("invalid", Assert.Single(_discord.Gateway.Resumes).Outcome);
    }

    [Fact]
    public async Task Presses_made_during_an_outage_come_after_it()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.RefuseConnections(6);
        _discord.Gateway.DropAll();
        var presses = Enumerable.Range(0, 20).Select(n => _ana.Command($"during {n}")).ToList();

        foreach (var press in presses)
            Assert.Equal(1, (await press.AnsweredAsync()).Callbacks);
        Assert.Single(_discord.Gateway.Identifies);
    }

    [Fact]
    public async Task A_connection_whose_heartbeats_are_not_answered_is_left_and_resumed()
    {
        await StartAsync(ListeningBot.FastServer with { HeartbeatInterval = TimeSpan.FromMilliseconds(150) });
        await using var bot = await BotAsync();
        await _discord.Gateway.WaitForAsync(gateway => gateway.Heartbeats >= 3);
        Assert.NotNull(bot.Health.LastBeat);

        _discord.Gateway.IgnoreHeartbeats(1);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Resumes.Count == 1 && gateway.ReadySessions == 1);
        await _ana.Command("after").AnsweredAsync();

        Assert.Single(_discord.Gateway.Identifies);
        Assert.Contains(bot.Log.Lines, line => line.Contains("heartbeats were not answered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_heartbeat_asked_for_comes_at_once_but_not_without_bound()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.RequestHeartbeat();
        await _discord.Gateway.WaitForAsync(gateway => gateway.Heartbeats == 1);
        for (var n = 0; n < 300; n++)
            _discord.Gateway.RequestHeartbeat();
        await _ana.Command("after").AnsweredAsync();

        Assert.InRange(_discord.Gateway.Heartbeats, 2, 119);
        Assert.Empty(_discord.Violations);
        Assert.Empty(_discord.Gateway.Resumes);
    }

    [Fact]
    public async Task Rubbish_is_passed_over_and_counted()
    {
        await using var bot = await BotAsync();

        foreach (var frame in new[] { "", "{", "null", "[]", "\u0000", "{\"op\":77}", "{\"op\":\"x\"}", "{\"op\":0,\"s\":null,\"t\":7,\"d\":[]}", "{\"op\":11,\"d\":{}}" })
            _discord.Gateway.SendRaw(frame);
        foreach (var data in new[] { "null", "7", "[]", "{}", "{\"id\":\"x\"}" })
            _discord.Gateway.SendEvent("INTERACTION_CREATE", data);
        _discord.Gateway.SendEvent("SOMETHING_NEW", $$"""{"text":"{{new string('x', 1024 * 1024)}}"}""");
        _discord.Gateway.SendEvent("SOMETHING_LONG", $$"""{"text":"{{new string('x', 9 * 1024 * 1024)}}"}""");
        await _ana.Command("after").AnsweredAsync();

        Assert.Equal(1, _discord.Gateway.ConnectionsEver);
        Assert.InRange(bot.Health.Skipped, 10, 20);
    }

    [Fact]
    public async Task An_event_that_comes_twice_is_handed_over_twice_and_breaks_nothing()
    {
        await using var bot = await BotAsync();

        _discord.Gateway.Duplicate();
        var press = await _ana.Command("twice").AnsweredAsync();
        await _ana.Command("after").AnsweredAsync();

        Assert.Equal(2, bot.Came[press.Id]);
        Assert.Equal(1, press.Callbacks);
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_session_and_loses_no_press()
    {
        await using (var before = await BotAsync(_folder.Path))
        {
            await _ana.Command("before").AnsweredAsync();
            Assert.Null(await before.StopAsync());
        }

        Assert.DoesNotContain(_discord.Token, await File.ReadAllTextAsync(_folder["discord.session"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var between = _ana.Command("between");
        await using var after = await BotAsync(_folder.Path);

        await between.AnsweredAsync();
        await _ana.Command("after").AnsweredAsync();
        Assert.Single(_discord.Gateway.Identifies);
        Assert.Equal("resumed", Assert.Single(_discord.Gateway.Resumes).Outcome);
        Assert.Equal(2, after.Came.Count);
        Assert.Empty(_discord.Violations);
    }

    [Fact]
    public async Task A_press_that_was_not_handled_before_a_restart_comes_again()
    {
        InteractionTrace half;
        await using (var before = await BotAsync(_folder.Path, interaction => interaction.Command != "half"))
        {
            await _ana.Command("whole").AnsweredAsync();
            half = _ana.Command("half");
            await _ana.Command("later").AnsweredAsync();
            await before.StopAsync();
        }

        await using var after = await BotAsync(_folder.Path);

        Assert.Equal(1, (await half.AnsweredAsync()).Callbacks);
        Assert.Single(_discord.Gateway.Identifies);
    }

    [Fact]
    public async Task What_is_saved_while_it_runs_is_enough_after_a_crash()
    {
        await using var before = await BotAsync(_folder.Path);
        await _ana.Command("before").AnsweredAsync();
        var last = _discord.Gateway.Sessions;
        for (var n = 0; n < 300 && !(File.Exists(_folder["discord.session"]) && (await ReadAsync()).Contains("\"Sequence\":2", StringComparison.Ordinal)); n++)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        using var copy = new TemporaryFolder();
        File.Copy(_folder["discord.session"], copy["discord.session"]);

        // A second process takes the session over, as after a crash of the first.
        await using var after = await BotAsync(copy.Path, ready: false);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Resumes.Count >= 1);

        Assert.Equal(1, last);
        Assert.Single(_discord.Gateway.Identifies);
        Assert.Equal("resumed", _discord.Gateway.Resumes[0].Outcome);

        async Task<string> ReadAsync() => await File.ReadAllTextAsync(_folder["discord.session"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_session_is_kept_from_its_first_moment()
    {
        var pace = ListeningBot.Fast with { SaveEvery = TimeSpan.FromHours(1) };
        await using var bot = new ListeningBot(_discord, _folder.Path, pace).Start();
        await bot.ConnectedAsync();

        Assert.True(File.Exists(_folder["discord.session"]));
    }

    [Fact]
    public async Task Without_a_folder_a_stop_ends_the_session()
    {
        await using (var bot = await BotAsync())
            await bot.StopAsync();
        await _discord.Gateway.WaitForAsync(gateway => gateway.Connections == 0);

        Assert.Equal(0, _discord.Gateway.Sessions);
    }

    [Fact]
    public async Task Shards_begin_one_after_another_and_each_serves_its_servers()
    {
        await StartAsync(ListeningBot.FastServer with { Shards = 4 });
        await using var bot = await BotAsync(_folder.Path, ready: false);
        await bot.ConnectedAsync(4);

        for (var shard = 0ul; shard < 4; shard++)
        {
            var guild = _discord.AddGuild(id: (1000 + shard) << 22);
            await guild.AddMember($"Member {shard}").Command("vote").AnsweredAsync();
        }

        Assert.Equal([0, 1, 2, 3], _discord.Gateway.Identifies.Select(identify => identify.Shard.Id).Order());
        Assert.All(_discord.Gateway.Identifies, identify => Assert.Equal(("ready", 4), (identify.Outcome, identify.Shard.Of)));
        Assert.Equal(4, bot.Health.Connected);

        await bot.StopAsync();
        await using var after = await BotAsync(_folder.Path, ready: false);
        await _discord.Gateway.WaitForReadyAsync(4);
        await _discord.Gateway.WaitForAsync(gateway => gateway.Resumes.Count == 4);
        Assert.Equal(4, _discord.Gateway.Identifies.Count);
    }

    private async Task StartAsync(FakeDiscordOptions options)
    {
        if (_discord is not null)
            await _discord.DisposeAsync();
        _discord = await FakeDiscord.StartAsync(options, TestContext.Current.CancellationToken);
        _ana = _discord.AddUser("Ana");
    }

    private async Task<ListeningBot> BotAsync(string? folder = null, Func<Discord.Api.Interaction, bool>? isFinished = null, bool ready = true)
    {
        var bot = new ListeningBot(_discord, folder, isFinished: isFinished).Start();
        if (ready)
            await bot.ConnectedAsync();
        return bot;
    }
}
