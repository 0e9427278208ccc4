using AssemblyBot.Discord.Api;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Clients;

public abstract partial class ClientContract
{
    private static readonly MessageBody Summary = new()
    {
        Content = "Hello @everyone",
        Embeds = [new Embed("Week 1", "What *people* think", [new EmbedField("Group A", "40 %")], "12 took part", 0x336699)],
        Rows = [[new MessageButton("Take part", 1, "join:1")]],
    };

    [Fact]
    public async Task The_application_of_the_token_is_told() =>
        Assert.Equal(Discord.ApplicationId, (await Api.GetApplicationAsync(Cancellation)).Value!.Id);

    [Fact]
    public async Task Commands_are_put_as_they_are()
    {
        var put = await Api.PutCommandsAsync(
            Discord.ApplicationId,
            [
                new ApplicationCommand { Name = "vote", Description = "Vote", Names = new Dictionary<string, string> { ["es-ES"] = "votar" } },
                new ApplicationCommand
                {
                    Name = "assembly",
                    Description = "Organise",
                    DefaultMemberPermissions = 32,
                    InPrivate = false,
                    Options =
                    [
                        new CommandOption(1, "link", "Link it here")
                        {
                            Options = [new CommandOption(3, "code", "The code") { IsRequired = true, MaximumLength = 64 }],
                        },
                    ],
                },
            ],
            Cancellation);

        Assert.True(put.IsOk, $"{put.Failure}");
        Assert.Equal(["vote", "assembly"], Discord.Commands().Select(command => command.Name));
        Assert.Equal("votar", Discord.Commands()[0].Definition.GetProperty("name_localizations").GetProperty("es-ES").GetString());
        Assert.Equal(["link"], Discord.Commands()[1].Subcommands);
        Assert.Equal((32UL, false), (Discord.Commands()[1].DefaultPermissions!.Value, Discord.Commands()[1].IsInPrivate));
        Assert.True(Discord.Commands()[0].IsInPrivate);
    }

    [Fact]
    public async Task A_post_stands_in_its_channel_with_all_it_holds()
    {
        var posted = await Api.PostAsync(Guild.General.Id, Summary, "n1", Cancellation);

        Assert.True(posted.IsOk, $"{posted.Failure}");
        var message = Guild.General.LastMessage!;
        Assert.Equal((posted.Value, "Hello @everyone"), (message.Id, message.Content));
        var embed = Assert.Single(message.Embeds);
        Assert.Equal(("Week 1", "What *people* think", "12 took part"), (embed.Title, embed.Description, embed.Footer));
        Assert.Equal(("Group A", "40 %"), Assert.Single(embed.Fields));
        Assert.Equal("join:1", message.Button("Take part").CustomId);
    }

    [Fact]
    public async Task A_file_goes_with_a_post_and_is_described_for_who_does_not_see_it()
    {
        SkipFor(
            DiscordClients.DSharpPlus,
            "version 4 sends no descriptions, and names its files as Discord took them before files[n], which the fake server refuses");
        var post = Summary with
        {
            Embeds = [Summary.Embeds[0] with { Image = "map.png" }],
            Files = [new MessageFile("map.png", "image/png", [1, 2, 3], "Two groups")],
        };

        await Api.PostAsync(Guild.General.Id, post, "n1", Cancellation);

        var file = Assert.Single(Guild.General.LastMessage!.Files);
        Assert.Equal(("map.png", "Two groups"), (file.Name, file.Description));
        Assert.Equal([1, 2, 3], file.Content.ToArray());
    }

    [Fact]
    public async Task A_post_repeated_with_its_nonce_stands_once()
    {
        SkipFor(DiscordClients.DSharpPlus, "version 4 sends no nonce");
        var first = await Api.PostAsync(Guild.General.Id, Summary, "n1", Cancellation);
        var second = await Api.PostAsync(Guild.General.Id, Summary, "n1", Cancellation);

        Assert.Equal(first.Value, second.Value);
        Assert.Single(Guild.General.Messages);
    }

    [Fact]
    public async Task A_forum_gets_a_post_of_its_own()
    {
        var forum = Guild.AddForum("Summaries");

        var posted = await Api.PostToForumAsync(forum.Id, "Week 1", Summary with { Embeds = [] }, Cancellation);

        Assert.True(posted.IsOk, $"{posted.Failure}");
        var thread = Assert.Single(Guild.Channels, channel => channel.Parent == forum);
        Assert.Equal((posted.Value, "Week 1"), (thread.Id, thread.Name));
        Assert.Equal("Hello @everyone", thread.LastMessage!.Content);
    }

    [Fact]
    public async Task A_message_is_pinned()
    {
        var posted = await Api.PostAsync(Guild.General.Id, new MessageBody { Content = "Pin me" }, "n1", Cancellation);

        Assert.True((await Api.PinAsync(Guild.General.Id, posted.Value, Cancellation)).IsOk);

        Assert.Equal(posted.Value, Assert.Single(Guild.General.Pins).Id);
    }

    [Fact]
    public async Task A_channel_is_known_by_its_kind()
    {
        var forum = Guild.AddForum("Summaries");

        Assert.Equal(new Channel(Guild.General.Id, 0, Guild.Id, null), (await Api.GetChannelAsync(Guild.General.Id, Cancellation)).Value);
        Assert.Equal(15, (await Api.GetChannelAsync(forum.Id, Cancellation)).Value!.Type);
        Assert.Equal(10003, Assert.IsType<ApiFailure.Refused>((await Api.GetChannelAsync(42, Cancellation)).Failure).Code);
    }

    [Fact]
    public async Task A_person_is_written_to_in_private_unless_they_do_not_want_it()
    {
        var channel = await Api.OpenPrivateChannelAsync(Ana.Id, Cancellation);
        Assert.True((await Api.PostAsync(channel.Value, new MessageBody { Content = "Hello" }, "n1", Cancellation)).IsOk);
        Ana.AcceptsPrivateMessages = false;

        var refused = await Api.PostAsync(channel.Value, new MessageBody { Content = "Hello?" }, "n2", Cancellation);

        Assert.Equal("Hello", Ana.InPrivate.Channel.LastMessage!.Content);
        Assert.Equal(50007, Assert.IsType<ApiFailure.Refused>(refused.Failure).Code);
    }

    [Fact]
    public async Task A_refusal_is_told_with_status_and_code()
    {
        Discord.Next("create_message").Refuses(50013);

        var refused = Assert.IsType<ApiFailure.Refused>((await PostAsync()).Failure);

        Assert.Equal((403, 50013), (refused.Status, refused.Code));
        Assert.Equal(1, Running.Health.Refused);
    }

    [Fact]
    public async Task A_server_that_is_not_there_got_nothing()
    {
        await Discord.StopAsync();

        Assert.False(Assert.IsType<ApiFailure.NoAnswer>((await Api.FollowUpAsync(1, "t", new MessageBody { Content = "x" }, Cancellation)).Failure).MayHaveArrived);
    }

    [Fact]
    public async Task A_broken_answer_leaves_the_fate_open()
    {
        Discord.Next("create_thread", int.MaxValue).Resets(performed: true);
        var forum = Guild.AddForum("Summaries");

        var outcome = await Api.PostToForumAsync(forum.Id, "Week 1", new MessageBody { Content = "x" }, Cancellation);

        Assert.True(Assert.IsType<ApiFailure.NoAnswer>(outcome.Failure).MayHaveArrived);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_the_cancellation()
    {
        Discord.Next("create_message").Hangs();
        using var stop = new CancellationTokenSource();
        var post = Api.PostAsync(Guild.General.Id, new MessageBody { Content = "x" }, "n1", stop.Token);
        await Discord.WaitForAsync(discord => discord.CallCount("create_message") == 1, "the call");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
    }

    [Fact]
    public async Task A_short_limit_is_waited_for()
    {
        Discord.Next("create_message").LimitsRate(TimeSpan.FromSeconds(1));

        Assert.True((await PostAsync()).IsOk);
        Assert.Equal(2, Discord.CallCount("create_message"));
    }

    private Task<ApiOutcome<ulong>> PostAsync() =>
        Api.PostAsync(Guild.General.Id, new MessageBody { Content = "x" }, "n1", Cancellation);
}
