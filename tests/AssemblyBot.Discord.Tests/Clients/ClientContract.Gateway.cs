using AssemblyBot.Discord.Api;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Clients;

public abstract partial class ClientContract
{
    [Theory]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4003)]
    [InlineData(4007)]
    [InlineData(4008)]
    [InlineData(4009)]
    [InlineData(1001)]
    public async Task The_bot_comes_back_from_a_close(int code)
    {
        await ListenAsync();

        Discord.Gateway.Close(code);
        await ComesBackAsync();

        Assert.Equal("Statement 1", (await GiveCardAsync()).Message!.Content);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reconnect")]
    [InlineData("invalid")]
    [InlineData("resumable")]
    public async Task The_bot_comes_back_from(string what)
    {
        await ListenAsync();

        switch (what)
        {
            case "drop":
                Discord.Gateway.DropAll();
                break;
            case "reconnect":
                Discord.Gateway.Reconnect();
                break;
            default:
                Discord.Gateway.Invalidate(resumable: what == "resumable");
                break;
        }

        await ComesBackAsync();

        Assert.Equal("Statement 1", (await GiveCardAsync()).Message!.Content);
    }

    [Fact]
    public async Task What_is_done_during_a_short_drop_is_not_lost_and_the_session_goes_on_where_the_server_said()
    {
        await ListenAsync();
        Answer(_ => new InteractionAnswer.Say(Card("Here")));

        // DSharpPlus makes no second connection within 5 seconds of the first, and answers are due within 3.
        if (Client == DiscordClients.DSharpPlus)
            await Task.Delay(TimeSpan.FromSeconds(5.5), TimeProvider.System, Cancellation);
        Discord.Gateway.DropAll();

        var trace = Ana.Command("vote");

        Assert.Equal("Here", (await trace.SettledAsync()).Message!.Content);
        var resume = Assert.Single(Discord.Gateway.Resumes);
        Assert.Equal(("resumed", true), (resume.Outcome, resume.OnResumeAddress));
        Assert.Single(Discord.Gateway.Identifies);
    }

    [Fact]
    public async Task A_heartbeat_that_is_asked_for_is_sent_at_once()
    {
        await ListenAsync();
        await Discord.Gateway.WaitForAsync(gateway => gateway.Heartbeats >= 0);
        var before = Discord.Gateway.Heartbeats;

        Discord.Gateway.RequestHeartbeat();

        await Discord.Gateway.WaitForAsync(gateway => gateway.Heartbeats > before, "the heartbeat");
        Assert.Equal(1, Discord.Gateway.ReadySessions);
    }

    [Fact]
    public async Task A_gateway_that_answers_no_heartbeat_is_left()
    {
        await using var discord = await FakeDiscord.StartAsync(Options with { HeartbeatInterval = TimeSpan.FromSeconds(2) }, Cancellation);
        discord.Next("list_voice_regions", int.MaxValue).AnswersBody("[]");
        await using var client = RunningClient.Of(discord, Client);
        await client.ListenAsync(discord);

        discord.Gateway.IgnoreHeartbeats();
        await discord.Gateway.WaitForAsync(
            gateway => gateway.Identifies.Count + gateway.Resumes.Count > 1, "another begin", TimeSpan.FromSeconds(60));
        discord.Gateway.IgnoreHeartbeats(0);
        await discord.Gateway.WaitForReadyAsync(timeout: TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4014, "intents")]
    public async Task A_close_for_good_ends_it_with_the_reason(int code, string words)
    {
        await ListenAsync();

        Discord.Gateway.Close(code);
        var reason = await Running.Listening.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancellation);

        Assert.Contains(words, reason, StringComparison.Ordinal);
        Assert.Single(Discord.Gateway.Identifies);
    }

    [Fact]
    public async Task An_outage_is_survived()
    {
        await ListenAsync();

        await Discord.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        await Discord.ResumeAsync(Cancellation);
        await Discord.Gateway.WaitForReadyAsync(timeout: TimeSpan.FromSeconds(60));

        Assert.Equal("Statement 1", (await GiveCardAsync()).Message!.Content);
    }

    [Fact]
    public async Task A_stop_ends_the_listening_without_a_reason()
    {
        await ListenAsync();

        await Running.StopAsync();

        Assert.Null(await Running.Listening);
    }

    /// <summary>Waits until the session that there was is gone or was resumed, and there is one.</summary>
    private async Task ComesBackAsync()
    {
        await Discord.Gateway.WaitForAsync(
            gateway => gateway.Identifies.Count + gateway.Resumes.Count > 1, "another begin", TimeSpan.FromSeconds(30));
        await Discord.Gateway.WaitForReadyAsync(timeout: TimeSpan.FromSeconds(60));
    }
}
