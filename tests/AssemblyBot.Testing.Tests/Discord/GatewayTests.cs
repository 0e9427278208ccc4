using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

public sealed class GatewayTests : FakeDiscordTest
{
    private protected override FakeDiscordOptions Options => new() { Clock = Clock, SessionStarts = 4, EventsKept = 5 };

    [Fact]
    public async Task A_session_begins_and_heartbeats_are_acknowledged()
    {
        using var socket = await Bot.ReadyAsync();
        await socket.SendAsync(1, socket.Sequence);
        await socket.ReceiveAsync(11);
        Discord.Gateway.RequestHeartbeat();
        await socket.ReceiveAsync(1);
        Discord.Gateway.IgnoreHeartbeats(1);
        await socket.SendAsync(1, 1);
        await socket.SendAsync(1, 1);
        await socket.ReceiveAsync(11);

        Assert.Equal((1, 3, 1), (Discord.Gateway.ReadySessions, Discord.Gateway.Heartbeats, Discord.Gateway.Identifies.Count));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_compressed_connection_is_one_stream()
    {
        using var socket = await Bot.ReadyAsync(intents: 1, compressed: true);
        Assert.Equal("Assembly", (await socket.EventAsync("GUILD_CREATE")).GetProperty("name").GetString());
        Ana.Command("vote");
        Assert.Equal(2, (await socket.EventAsync("INTERACTION_CREATE")).GetProperty("type").GetInt32());
    }

    [Fact]
    public async Task A_dropped_session_is_resumed_with_what_it_missed()
    {
        using var first = await Bot.ReadyAsync();
        Discord.Gateway.DropAll();
        Assert.Null(await first.ClosedAsync());
        Ana.Command("one");
        Ana.Command("two");

        using var second = await Bot.ConnectAsync(first.ResumeUrl);
        await second.ResumeAsync(Discord, first.SessionId, 1);

        Assert.Equal("one", (await second.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("two", (await second.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("name").GetString());
        await second.EventAsync("RESUMED");
        var resume = Assert.Single(Discord.Gateway.Resumes);
        Assert.Equal(("resumed", 2, true), (resume.Outcome, resume.Replayed, resume.OnResumeAddress));
        Assert.Single(Discord.Gateway.Identifies);
        Assert.Empty(Discord.Violations);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("expired")]
    [InlineData("too far back")]
    [InlineData("closed by the bot")]
    public async Task A_session_that_is_gone_is_invalid(string why)
    {
        using var first = await Bot.ReadyAsync();
        if (why == "closed by the bot")
        {
            await first.CloseAsync(1000);
        }
        else
        {
            Discord.Gateway.DropAll();
        }

        await first.ClosedAsync();
        await Discord.Gateway.WaitForAsync(gateway => gateway.Connections == 0);
        Clock.Advance(why == "expired" ? TimeSpan.FromMinutes(3) : TimeSpan.Zero);
        for (var i = 0; i < (why == "too far back" ? 6 : 1); i++)
        {
            Ana.Command("vote");
        }

        using var second = await Bot.ConnectAsync(first.ResumeUrl);
        await second.ResumeAsync(Discord, why == "unknown" ? "none" : first.SessionId, 1);

        Assert.False((await second.ReceiveAsync(9)).GetBoolean());
        Assert.Equal("invalid", Assert.Single(Discord.Gateway.Resumes).Outcome);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await second.IdentifyAsync(Discord);
        await second.EventAsync("READY");
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task Identifies_are_limited_within_five_seconds_and_a_day()
    {
        using var first = await Bot.ReadyAsync();
        using var second = await Bot.ConnectAsync();
        await second.IdentifyAsync(Discord);
        Assert.False((await second.ReceiveAsync(9)).GetBoolean());
        Assert.Equal(2, (await Bot.CallAsync("GET", "/gateway/bot")).GetProperty("session_start_limit").GetProperty("remaining").GetInt32());
        Clock.Advance(TimeSpan.FromSeconds(5));
        await second.IdentifyAsync(Discord);
        await second.EventAsync("READY");
        Clock.Advance(TimeSpan.FromSeconds(5));
        using var third = await Bot.ReadyAsync();
        using var fourth = await Bot.ConnectAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        await fourth.IdentifyAsync(Discord);

        Assert.Equal(4008, await fourth.ClosedAsync());
        Assert.Equal(["ready", "too soon", "ready", "ready", "4008"], Discord.Gateway.Identifies.Select(identify => identify.Outcome));
        Assert.Equal("gateway-identify", Assert.Single(Discord.Violations).Rule);
    }

    [Theory]
    [InlineData("""{"op":1}""", 4002)]
    [InlineData("no json", 4002)]
    [InlineData("""{"op":99,"d":null}""", 4001)]
    [InlineData("""{"op":3,"d":{}}""", 4003)]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","intents":0}}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"wrong","intents":0,"properties":{"os":"a","browser":"b","device":"c"}}}""", 4004)]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","intents":0,"shard":[1,1],"properties":{"os":"a","browser":"b","device":"c"}}}""", 4010)]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","intents":1073741824,"properties":{"os":"a","browser":"b","device":"c"}}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"TOKEN","intents":32768,"properties":{"os":"a","browser":"b","device":"c"}}}""", 4014)]
    [InlineData("""{"op":6,"d":{"token":"TOKEN","session_id":"x"}}""", 4002)]
    public async Task A_wrong_frame_closes_the_connection_with_its_code(string frame, int code)
    {
        using var socket = await Bot.ConnectAsync();
        await socket.SendTextAsync(frame.Replace("TOKEN", Discord.Token, StringComparison.Ordinal));

        Assert.Equal(code, await socket.ClosedAsync());
        Assert.Equal(code == 4004 ? 0 : 1, Discord.Violations.Count);
    }

    [Fact]
    public async Task A_long_frame_a_flood_a_second_identify_and_a_wrong_sequence_close_the_connection()
    {
        using var longOne = await Bot.ConnectAsync();
        await longOne.SendAsync(3, new string('x', 5000));
        Assert.Equal(4002, await longOne.ClosedAsync());

        using var flood = await Bot.ConnectAsync();
        for (var i = 0; i < 121; i++)
        {
            await flood.SendAsync(1, null);
        }

        Assert.Equal(4008, await flood.ClosedAsync());

        using var twice = await Bot.ReadyAsync();
        await twice.IdentifyAsync(Discord);
        Assert.Equal(4005, await twice.ClosedAsync());

        using var ahead = await Bot.ConnectAsync();
        await ahead.ResumeAsync(Discord, twice.SessionId, 99);
        Assert.Equal(4007, await ahead.ClosedAsync());
        Assert.Equal(["gateway-size", "gateway-rate", "gateway-order", "gateway-resume"], Discord.Violations.Select(violation => violation.Rule));
    }

    [Theory]
    [InlineData(4000, true)]
    [InlineData(4009, false)]
    [InlineData(4014, false)]
    public async Task Any_close_code_can_be_sent(int code, bool resumable)
    {
        using var socket = await Bot.ReadyAsync();
        Discord.Gateway.Close(code);
        Assert.Equal(code, await socket.ClosedAsync());
        Assert.Equal(resumable ? 1 : 0, Discord.Gateway.Sessions);
    }

    [Fact]
    public async Task Ops_seven_and_nine_can_be_sent()
    {
        using var socket = await Bot.ReadyAsync();
        Discord.Gateway.Reconnect();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await socket.ReceiveAsync(7)).ValueKind);
        Discord.Gateway.Invalidate(resumable: true);
        Assert.True((await socket.ReceiveAsync(9)).GetBoolean());
        Assert.Equal(1, Discord.Gateway.Sessions);
        await socket.ResumeAsync(Discord, socket.SessionId, 1);
        await socket.EventAsync("RESUMED");
        Discord.Gateway.Invalidate();
        Assert.False((await socket.ReceiveAsync(9)).GetBoolean());
        Assert.Equal(0, Discord.Gateway.Sessions);
    }

    [Fact]
    public async Task Events_can_come_twice_or_late()
    {
        using var socket = await Bot.ReadyAsync();
        Discord.Gateway.Duplicate();
        var twice = Ana.Command("twice");
        Assert.Equal($"{twice.Id}", (await socket.EventAsync("INTERACTION_CREATE")).GetProperty("id").GetString());
        Assert.Equal($"{twice.Id}", (await socket.EventAsync("INTERACTION_CREATE")).GetProperty("id").GetString());

        Discord.Gateway.Delay(TimeSpan.FromMilliseconds(50));
        var late = Ana.Command("late");
        var early = Ana.Command("early");
        Assert.Equal($"{early.Id}", (await socket.EventAsync("INTERACTION_CREATE")).GetProperty("id").GetString());
        Assert.Equal($"{late.Id}", (await socket.EventAsync("INTERACTION_CREATE")).GetProperty("id").GetString());

        Discord.Gateway.Hold();
        Ana.Command("held");
        Clock.Advance(TimeSpan.FromSeconds(4));
        Discord.Gateway.Release();
        var held = await socket.EventAsync("INTERACTION_CREATE");
        Assert.Equal((404, 10062), await Bot.RefusedAsync("POST", PlainDiscordBot.Callback(held), new { type = 5 }));
    }

    [Fact]
    public async Task Shards_get_the_events_of_their_servers_and_the_first_those_in_private()
    {
        var other = Discord.AddGuild("Other", id: (3UL << 22) | 1);
        var even = Discord.AddGuild("Even", id: 4UL << 22);
        using var zero = await Bot.ReadyAsync(shard: [0, 2]);
        Clock.Advance(TimeSpan.FromSeconds(5));
        using var one = await Bot.ReadyAsync(shard: [1, 2]);

        other.AddMember("Ben").Command("one");
        even.AddMember("Cleo").Command("zero");
        Ana.InPrivate.Command("private");

        Assert.Equal("zero", (await zero.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("private", (await zero.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("one", (await one.EventAsync("INTERACTION_CREATE")).GetProperty("data").GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_outage_ends_and_sessions_go_on()
    {
        using var first = await Bot.ReadyAsync();
        await Discord.StopAsync();
        Assert.Null(await first.ClosedAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => Bot.ConnectAsync(first.ResumeUrl));
        Ana.Command("vote");
        await Discord.ResumeAsync(TestContext.Current.CancellationToken);

        using var second = await Bot.ConnectAsync(first.ResumeUrl);
        await second.ResumeAsync(Discord, first.SessionId, 1);
        await second.EventAsync("INTERACTION_CREATE");
    }

    [Fact]
    public async Task What_happens_to_servers_and_channels_is_told_to_who_asks()
    {
        using var told = await Bot.ReadyAsync(intents: 1);
        await told.EventAsync("GUILD_CREATE");
        Ana.Guild!.AddChannel("gone").Delete();
        await told.EventAsync("CHANNEL_DELETE");
        Ana.Guild.RemoveBot();
        Assert.Equal($"{Ana.Guild.Id}", (await told.EventAsync("GUILD_DELETE")).GetProperty("id").GetString());
        Assert.Equal((404, 10003), await Bot.RefusedAsync("GET", $"/channels/{General.Id}"));
    }

    [Fact]
    public async Task A_new_server_is_told_and_a_forgotten_session_is_gone()
    {
        using var told = await Bot.ReadyAsync(intents: 1);
        await told.EventAsync("GUILD_CREATE");
        Discord.AddGuild("New");
        Assert.Equal("New", (await told.EventAsync("GUILD_CREATE")).GetProperty("name").GetString());
        Discord.Gateway.SendEvent("SOMETHING_NEW", "{}");
        await told.EventAsync("SOMETHING_NEW");
        Discord.Gateway.DropAll();
        await Discord.Gateway.WaitForAsync(gateway => gateway.Connections == 0);
        Discord.Gateway.ForgetSessions();
        Assert.Equal(0, Discord.Gateway.Sessions);
    }
}

/// <summary>A gateway that closes connections without heartbeats.</summary>
public sealed class SilentSessionTests : FakeDiscordTest
{
    private protected override FakeDiscordOptions Options => new() { EndsSilentSessions = true, HeartbeatInterval = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task A_connection_without_heartbeats_is_closed()
    {
        using var socket = await Bot.ReadyAsync();
        Assert.Equal(4009, await socket.ClosedAsync());
        Assert.Equal("gateway-heartbeat", Assert.Single(Discord.Violations).Rule);
        Assert.Equal(0, Discord.Gateway.Sessions);
    }
}
