using AssemblyBot.Discord.Api;
using AssemblyBot.Discord.Tests.Gateway;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Api;

/// <summary>Every call before a server that checks it against the official document.</summary>
public sealed class CallConversationTests : IAsyncLifetime
{
    private static readonly MessageBody Card = new()
    {
        Embeds = [new Embed("Question", "Statement", [new("Agree", "3")], "Footer", 0x336699, "map.png")],
        Rows = [[new("Agree", 3, "v1:a"), new("Disagree", 4, "v1:d"), new("Pass", 2, "v1:p")], [new("Read on", 5, Url: "https://example.org/")]],
        Files = [new MessageFile("map.png", "image/png", [0x89, 0x50, 0x4E, 0x47], "A map of opinions"), new MessageFile("votes.csv", "text/csv", [0x61], "")],
    };

    private FakeDiscord _discord = null!;
    private FakeGuild _guild = null!;
    private ListeningBot _bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        _discord = await FakeDiscord.StartAsync(ListeningBot.FastServer, Cancel);
        _guild = _discord.AddGuild();
        _bot = new ListeningBot(_discord);
    }

    public async ValueTask DisposeAsync()
    {
        if (_discord is null)
            return;
        await _bot.DisposeAsync();
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task The_application_and_a_channel_are_found()
    {
        var application = await _bot.Api.GetApplicationAsync(Cancel);
        var channel = await _bot.Api.GetChannelAsync(_guild.General.Id, Cancel);
        var missing = await _bot.Api.GetChannelAsync(1, Cancel);

        Assert.Equal(new Application(_discord.ApplicationId, _discord.Options.BotName), application.Value);
        Assert.Equal((_guild.General.Id, 0, _guild.Id), (channel.Value!.Id, channel.Value.Type, channel.Value.Guild));
        Assert.Equal(10003, Assert.IsType<ApiFailure.Refused>(missing.Failure).Code);
    }

    [Fact]
    public async Task Commands_are_put_as_they_are_meant()
    {
        var commands = new ApplicationCommand[]
        {
            new()
            {
                Name = "assembly",
                Description = "Take part",
                Names = new Dictionary<string, string> { ["es-ES"] = "asamblea" },
                Descriptions = new Dictionary<string, string> { ["es-ES"] = "Participar" },
                DefaultMemberPermissions = 32,
                Options = [new(1, "open", "Open it") { Options = [new(3, "title", "Its title") { IsRequired = true, MaximumLength = 90, Choices = [new("A", "a"), new("B", "b")] }, new(4, "number", "Which") { Minimum = 1 }, new(7, "where", "A channel") { ChannelTypes = [0, 15] }] }],
            },
            new() { Name = "vote", Description = "Vote", InPrivate = false },
        };

        Assert.True((await _bot.Api.PutCommandsAsync(_discord.ApplicationId, commands, Cancel)).Value);

        Assert.Equal(["assembly", "vote"], _discord.Commands().Select(command => command.Name));
        Assert.Empty(_discord.Violations);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_stands_there_once()
    {
        _discord.Next("create_message").Resets(performed: true);

        var outcome = await _bot.Api.PostAsync(_guild.General.Id, Card, "summary-1", Cancel);

        var message = Assert.Single(_guild.General.Messages);
        Assert.Equal(message.Id, outcome.Value);
        Assert.Equal(["map.png", "votes.csv"], message.Files.Select(file => file.Name));
        Assert.Equal(2, _discord.CallCount("create_message"));
        Assert.Empty(_discord.Violations);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("global")]
    [InlineData("shared")]
    public async Task A_429_of_any_scope_is_obeyed_and_the_call_made_in_the_end(string scope)
    {
        _discord.Next("create_message").LimitsRate(TimeSpan.FromMilliseconds(300), scope);

        Assert.True((await _bot.Api.PostAsync(_guild.General.Id, Card, "summary-1", Cancel)).IsOk);

        Assert.Single(_guild.General.Messages);
        Assert.Equal(2, _discord.CallCount("create_message"));
        Assert.Equal(1, _bot.Health.Limited);
    }

    [Fact]
    public async Task A_pile_of_posts_keeps_to_the_limit_without_one_429()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 7).Select(n =>
            _bot.Api.PostAsync(_guild.General.Id, new MessageBody { Content = $"post {n}" }, $"nonce-{n}", Cancel)));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsOk));
        Assert.Equal(7, _guild.General.Messages.Count);
        Assert.Equal(0, _bot.Health.Limited);
    }

    [Theory]
    [InlineData(50013)]
    [InlineData(50001)]
    public async Task A_missing_permission_is_told_once_and_not_tried_again(int code)
    {
        _discord.Next("create_message").Refuses(code);

        var refused = Assert.IsType<ApiFailure.Refused>((await _bot.Api.PostAsync(_guild.General.Id, Card, "n", Cancel)).Failure);

        Assert.Equal((403, code), (refused.Status, refused.Code));
        Assert.Equal(1, _discord.CallCount("create_message"));
    }

    [Fact]
    public async Task A_private_channel_takes_a_message_and_a_pin()
    {
        var ana = _guild.AddMember("Ana").InPrivate;

        var channel = (await _bot.Api.OpenPrivateChannelAsync(ana.Id, Cancel)).Value;
        var message = (await _bot.Api.PostAsync(channel, Card, "n", Cancel)).Value;
        Assert.Null((await _bot.Api.PinAsync(channel, message, Cancel)).Failure);

        Assert.Equal(ana.Channel.Id, channel);
        Assert.True(Assert.Single(ana.Messages).IsPinned);
        Assert.Empty(_discord.Violations);
    }

    [Fact]
    public async Task Answers_of_every_kind_are_taken()
    {
        Interaction? last = null;
        using var stop = new CancellationTokenSource();
        await using var api = Given();
        var listening = api.ListenAsync(interaction => { last = interaction; return Task.CompletedTask; }, stop.Token);
        await _discord.Gateway.WaitForReadyAsync();
        var member = _guild.AddMember("Ana");

        var say = member.Command("vote");
        Assert.True((await AnswerAsync(say, new InteractionAnswer.Say(Card with { IsForPersonAlone = true }))).IsOk);
        var press = member.PressRaw("v1:a", say.Message!);
        Assert.True((await AnswerAsync(press, new InteractionAnswer.Replace(new MessageBody { Content = "next", Rows = Card.Rows }))).IsOk);
        Assert.True(last!.IsOnOwnCard && last.HasMessage && last.CustomId == "v1:a" && last.Guild == _guild.Id);
        Assert.Equal("next", press.Message!.Content);
        Assert.Empty(press.Message.Embeds);

        var ask = member.PressRaw("v1:p", press.Message);
        Assert.True((await AnswerAsync(ask, new InteractionAnswer.Ask(new Form("f", "Propose", "Read me", [new("text", "Statement", "One idea", true, true, 140)])))).IsOk);
        var form = member.Submit(ask, ("text", "Más árboles"));
        Assert.True((await AnswerAsync(form, new InteractionAnswer.ReplaceLater())).IsOk);
        Assert.Equal("Más árboles", last!.Fields["text"]);
        Assert.True((await api.EditAnswerAsync(_discord.ApplicationId, form.Token, new MessageBody { Content = "thanks" }, Cancel)).IsOk);
        Assert.True((await api.FollowUpAsync(_discord.ApplicationId, form.Token, new MessageBody { Content = "more", IsForPersonAlone = true }, Cancel)).IsOk);

        var later = member.Command("vote");
        Assert.True((await AnswerAsync(later, new InteractionAnswer.SayLater(true))).IsOk);
        Assert.True((await api.EditAnswerAsync(_discord.ApplicationId, later.Token, Card, Cancel)).IsOk);
        Assert.Equal(40060, Assert.IsType<ApiFailure.Refused>((await AnswerAsync(later, new InteractionAnswer.ReplaceLater())).Failure).Code);
        Assert.Empty(_discord.Violations);

        await stop.CancelAsync();
        Assert.Null(await listening);

        async Task<ApiOutcome<bool>> AnswerAsync(InteractionTrace trace, InteractionAnswer answer)
        {
            for (var tries = 0; last?.Id != trace.Id && tries < 2_000; tries++)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
            return await api.AnswerAsync(trace.Id, trace.Token, answer, Cancel);
        }
    }

    private DiscordApi Given() => new(
        new DiscordOptions { Token = _discord.Token, BaseUrl = _discord.BaseUrl },
        new AssemblyBot.Discord.Gateway.FileSessionShelf(null, TimeProvider.System, new LogBook<AssemblyBot.Discord.Gateway.FileSessionShelf>()),
        ListeningBot.Fast,
        new Backoff(new Random(9)),
        new DiscordHealth(),
        TimeProvider.System,
        new LogBook<DiscordApi>());
}
