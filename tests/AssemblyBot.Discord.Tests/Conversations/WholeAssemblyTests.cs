using AssemblyBot.Telegram;
using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>Over the wire: the real client, desk and store, against a server that holds every call to the official document.</summary>
public sealed class WholeAssemblyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeDiscord? _discord;

    private FakeDiscord Discord => _discord!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        _discord = await FakeDiscord.StartAsync(new FakeDiscordOptions { IdentifyWindow = TimeSpan.Zero }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_discord is not null)
            await _discord.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(_discord?.Violations ?? []);
    }

    [Fact]
    public async Task An_assembly_runs_from_its_invitation_to_its_summary()
    {
        await using var bot = await StartAsync(assembly => assembly.WithSeeds(4).ModeratedBefore().WithSummaries("daily 9:00"));
        var guild = Discord.AddGuild();
        var organiser = await AddOrganiserAsync(bot, guild);
        var (ana, eva) = (guild.AddMember("Ana"), guild.AddMember("Eva", "es-ES"));

        var linked = await organiser.CommandAsync("assembly link", ("code", "commons"));
        Assert.True(linked.Message!.IsEphemeral);
        var invitation = Assert.Single(guild.General.Pins);

        await ana.PressAsync(Given.English.Joining.TakePart, invitation);
        await eva.PressAsync(Given.English.Joining.TakePart, invitation);
        await ana.PressAsync(Given.English.Joining.Accept);
        await eva.PressAsync(Given.Spanish.Joining.Accept);
        for (var i = 0; i < 4; i++)
        {
            await VoteAsync(ana, Given.English.Common.Agree);
            await VoteAsync(eva, Given.Spanish.Common.Disagree);
        }

        Assert.Equal(8, (await bot.VotesAsync()).Count);
        Assert.Contains(Given.English.Voting.AllDoneTitle, ana.Card!.Text, StringComparison.Ordinal);
        Assert.Contains(Given.Spanish.Voting.AllDoneTitle, eva.Card!.Text, StringComparison.Ordinal);

        var form = await ana.PressAsync(Given.English.Writing.Add);
        Assert.Contains("CC", string.Join('\n', form.Modal!.Texts), StringComparison.Ordinal);
        await ana.SubmitAsync(form, ("0", "Ask *everyone* @here"));
        await organiser.CommandAsync("queue");
        Assert.Contains("Ask \\*everyone\\* @\u200Bhere", organiser.Card!.Text, StringComparison.Ordinal);
        await organiser.PressAsync(Given.English.Moderating.Accept);
        await bot.SendPostsAsync();
        Assert.Contains("#5", (await ana.InPrivate.Channel.WaitForMessageAsync()).Text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);

        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(2));
        var summary = guild.General.LastMessage!;
        Assert.Contains("Where we stand: The commons", summary.Text, StringComparison.Ordinal);
        Assert.NotEmpty(summary.Embeds);
        Assert.NotNull(summary.Nonce);
        Assert.Equal(2, guild.General.Messages.Count);
        Assert.DoesNotContain(bot.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_sees_anothers_card()
    {
        await using var bot = await StartAsync();
        var guild = Discord.AddGuild();
        var (ana, bea) = (guild.AddMember("Ana"), guild.AddMember("Bea"));

        await ana.CommandAsync("vote");
        await ana.PressAsync(Given.English.Joining.Accept);
        await VoteAsync(ana, Given.English.Common.Agree);

        Assert.Empty(bea.Messages);
        Assert.Empty(guild.General.Messages);
        Assert.All(ana.Messages, message => Assert.True(message.IsEphemeral));
        Assert.NotNull(bot);
    }

    [Fact]
    public async Task A_button_months_old_works_after_restarts()
    {
        DiscordMessage invitation;
        DiscordMessage card;
        var guild = Discord.AddGuild();
        var ana = guild.AddMember("Ana");
        await using (var first = await StartAsync())
        {
            var organiser = await AddOrganiserAsync(first, guild);
            await organiser.CommandAsync("assembly link", ("code", "commons"));
            invitation = guild.General.LastMessage!;
            await ana.PressAsync(Given.English.Joining.TakePart, invitation);
            await ana.PressAsync(Given.English.Joining.Accept);
            card = ana.Card!;
        }

        await using (await StartAsync(create: false))
        {
        }

        await using var last = await StartAsync(create: false);
        await ana.PressAsync(Given.English.Common.Agree, card);
        Assert.Single(await last.VotesAsync());
        var again = await ana.PressAsync(Given.English.Joining.TakePart, invitation);
        Assert.Contains("Seed statement", again.Message!.Text, StringComparison.Ordinal);
        Assert.Equal(1, Discord.CallCount("bulk_set_application_commands"));
    }

    [Fact]
    public async Task In_private_one_card_is_edited_from_vote_to_vote()
    {
        await using var bot = await StartAsync();
        var ana = Discord.AddGuild().AddMember("Ana").InPrivate;

        await ana.CommandAsync("vote");
        await ana.PressAsync(Given.English.Joining.Accept);
        await VoteAsync(ana, Given.English.Common.Agree);
        await VoteAsync(ana, Given.English.Common.Pass);

        Assert.Single(ana.Messages);
        Assert.Equal(2, (await bot.VotesAsync()).Count);
    }

    [Fact]
    public async Task Forged_and_oversized_input_is_answered_politely_in_private()
    {
        await using var bot = await StartAsync();
        var ana = Discord.AddGuild().AddMember("Ana", permissions: FakeMember.Administrator);
        await ana.CommandAsync("vote");
        await ana.PressAsync(Given.English.Joining.Accept);
        var seal = bot.Services.GetRequiredService<ButtonSeal>();

        var forged = await ana.PressRaw("AQQBAQIAAAAAAAAAAA", ana.Card!).SettledAsync();
        Assert.Contains(Given.English.Common.OldButton, forged.Message!.Text, StringComparison.Ordinal);
        var form = seal.Seal(new CardAction.StatementForm(Given.Assembly), DiscordPeople.At(ana.Id, null));
        var tooLong = await ana.SubmitRaw(form, [("0", new string('x', 4000))]).SettledAsync();
        Assert.Contains("4000", tooLong.Message!.Text, StringComparison.Ordinal);
        var queue = await ana.CommandAsync("queue", ("number", -7));
        Assert.True(queue.Message!.IsEphemeral);
        Assert.Contains(Given.English.Common.NotAllowed, queue.Message.Text, StringComparison.Ordinal);
        Assert.Empty(await bot.VotesAsync());
    }

    [Fact]
    public async Task A_new_assembly_is_created_by_a_form()
    {
        await using var bot = await StartAsync();
        var organiser = await AddOrganiserAsync(bot, Discord.AddGuild());

        var form = await organiser.CommandAsync("assembly new");
        var done = await organiser.SubmitAsync(form, ("0", "Our park"), ("1", "What should become of it?"), ("2", "our-park"), ("3", "More trees.\nMore benches."));

        Assert.Contains("our-park", done.Message!.Text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotNull(bot.Services.GetRequiredService<AssemblyHall>().FindByCode("our-park"));
    }

    [Fact]
    public async Task A_deleted_channel_is_disabled_and_whoever_linked_it_is_told_once()
    {
        await using var bot = await StartAsync(assembly => assembly.WithSummaries("daily 9:00"));
        var guild = Discord.AddGuild();
        var organiser = await AddOrganiserAsync(bot, guild);
        await organiser.CommandAsync("assembly link", ("code", "commons"), ("language", "es"));
        Assert.Contains(Given.Spanish.Joining.TakePartPrivately, guild.General.LastMessage!.Text, StringComparison.Ordinal);
        guild.General.Delete();

        for (var day = 2; day < 5; day++)
        {
            await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(day));
            await bot.SendPostsAsync();
        }

        Assert.NotNull(Assert.Single(bot.Services.GetRequiredService<AssemblyHall>().Channels).DisabledBecause);
        Assert.Contains("The commons", Assert.Single(organiser.InPrivate.Channel.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_and_a_forum_get_the_summary_too()
    {
        await using var bot = await StartAsync(assembly => assembly.WithSummaries("daily 9:00"));
        var guild = Discord.AddGuild();
        var organiser = await AddOrganiserAsync(bot, guild);
        var (forum, thread) = (guild.AddForum("ideas"), guild.AddChannel("thread", type: 11));
        await organiser.CommandAsync("assembly link", ("code", "commons"), ("channel", forum));
        organiser.Channel = thread;
        await organiser.CommandAsync("assembly link", ("code", "commons"));

        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(2));

        var posts = guild.Channels.Where(channel => channel.Parent == forum).ToList();
        Assert.Equal(["The commons", "Where we stand: The commons"], posts.Select(post => post.Name));
        Assert.All(posts, post => Assert.NotEmpty(Assert.Single(post.Messages).Buttons));
        Assert.Equal(2, thread.Messages.Count);
        Assert.Single(thread.Pins);
    }

    [Fact]
    public async Task A_slow_desk_is_waited_for_and_the_card_comes_where_it_belongs()
    {
        var isSlow = true;
        await using var bot = await RunningBot.StartAsync(_folder, Discord, builder => Answer(builder, async (request, cancellationToken) =>
        {
            if (isSlow)
                await Task.Delay(TimeSpan.FromSeconds(3.5), TimeProvider.System, cancellationToken);
            return Given.Ask(request.Action is CardAction.Vote ? 2 : 1);
        }));
        await ReadyAsync(bot);
        var ana = Discord.AddGuild().AddMember("Ana");

        var asked = await ana.CommandAsync("vote");
        Assert.Equal(5, asked.CallbackType);
        Assert.True(asked.Message!.IsEphemeral);
        Assert.Contains("Statement 1", ana.Card!.Text, StringComparison.Ordinal);
        var pressed = await ana.PressAsync("Agree");
        Assert.Equal(6, pressed.CallbackType);
        Assert.Contains("Statement 2", ana.Card!.Text, StringComparison.Ordinal);
        Assert.Single(ana.Messages);
        isSlow = false;
        Assert.Equal(7, (await ana.PressAsync("Agree")).CallbackType);
    }

    [Fact]
    public async Task A_card_of_any_size_with_any_number_of_buttons_is_shown()
    {
        var card = new Card
        {
            Blocks = [.. Enumerable.Range(1, 9).Select(number => new Block.Quote($"#{number}", string.Concat(Enumerable.Repeat("*_ a\n", 200))))],
            Rows = [.. Enumerable.Range(1, 40).Select(number => (IReadOnlyList<Button>)[new Button($"Button {number}", Given.Vote(1))])],
        };
        await using var bot = await RunningBot.StartAsync(_folder, Discord, builder => Answer(builder, (_, _) => Task.FromResult<Card?>(card)));
        await ReadyAsync(bot);
        var ana = Discord.AddGuild().AddMember("Ana");

        await ana.CommandAsync("mystatements");
        await Discord.WaitForAsync(_ => ana.Messages.Sum(message => message.Buttons.Count()) == 40, "every button is there");

        Assert.All(ana.Messages, message => Assert.True(message.IsEphemeral));
        Assert.InRange(ana.Messages.Count, 3, 12);
    }

    [Fact]
    public async Task One_assembly_on_both_platforms_posts_to_each_channel_in_its_own_language()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        await using var telegram = await FakeBotApi.StartAsync(cancellationToken: Cancellation);
        await using var bot = await RunningBot.StartAsync(_folder, Discord, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Telegram:Token"] = telegram.Token,
                ["Telegram:BaseUrl"] = telegram.BaseUrl,
                ["Telegram:PollTimeout"] = "00:00:02",
            });
            builder.Services.AddTelegram(builder.Configuration);
        });
        await ReadyAsync(bot);
        await bot.CreateAsync(assembly => assembly.WithSummaries("daily 9:00"));
        var (group, guild) = (telegram.AddGroup("Group"), Discord.AddGuild());
        await LinkAsync(bot, "telegram", $"{group.Id}", "es");
        await LinkAsync(bot, "discord", $"{guild.General.Id}", "en");
        var (ana, bea) = (telegram.AddUser("Ana"), guild.AddMember("Bea"));

        await ana.AskAsync("/start commons");
        await ana.PressForCardAsync(Given.English.Joining.Accept);
        await ana.PressForCardAsync(Given.English.Common.Agree);
        await bea.CommandAsync("vote");
        await bea.PressAsync(Given.English.Joining.Accept);
        await VoteAsync(bea, Given.English.Common.Disagree);
        await bot.SummarizeAsync(TimeProvider.System.GetUtcNow().AddDays(2));

        Assert.Equal(2, (await bot.VotesAsync()).Count);
        Assert.Contains("En qué punto estamos: Los comunes", group.LastMessage!.Text, StringComparison.Ordinal);
        Assert.Contains("Where we stand: The commons", guild.General.LastMessage!.Text, StringComparison.Ordinal);
        Assert.Empty(telegram.Violations);
    }

    [Fact]
    public async Task A_code_joins_the_accounts_of_a_person_on_both_platforms()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        await using var telegram = await FakeBotApi.StartAsync(cancellationToken: Cancellation);
        await using var bot = await RunningBot.StartAsync(_folder, Discord, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Telegram:Token"] = telegram.Token,
                ["Telegram:BaseUrl"] = telegram.BaseUrl,
                ["Telegram:PollTimeout"] = "00:00:02",
            });
            builder.Services.AddTelegram(builder.Configuration);
        });
        await ReadyAsync(bot);
        await bot.CreateAsync();
        var here = Discord.AddGuild().AddMember("Ana");
        await here.CommandAsync("vote");
        await here.PressAsync(Given.English.Joining.Accept);
        await VoteAsync(here, Given.English.Common.Agree);

        var issued = await here.CommandAsync("link");
        var code = System.Text.RegularExpressions.Regex.Match(
            issued.Message!.Text.Replace("\\", "", StringComparison.Ordinal), "[A-Z0-9]{4}(-[A-Z0-9]{4})+").Value;
        var there = telegram.AddUser("Ana");
        await there.AskAsync($"/link {code}");
        var votes = await there.AskAsync("/myvotes");

        Assert.Contains(Given.English.Voting.YourVote.With(("stance", Given.English.Common.Agree.ToString())), votes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_one_line_and_the_other_platform_goes_on()
    {
        await using var bot = await RunningBot.StartAsync(_folder, Discord, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Discord:Token"] = "AAAABBBBCCCC.DDDDEE.wrongwrongwrong" });
            builder.Services.AddSingleton(new ConnectedPlatform("telegram"));
        });

        for (var i = 0; i < 500 && bot.Health.StoppedBecause is null; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);

        Assert.Contains("Discord:Token", bot.Health.StoppedBecause, StringComparison.Ordinal);
        Assert.False(bot.IsStopping);
        Assert.Single(bot.Log.Lines, line => line.StartsWith(nameof(LogLevel.Critical), StringComparison.Ordinal));
    }

    private async Task<RunningBot> StartAsync(Action<TestAssembly>? configure = null, bool create = true)
    {
        var bot = await RunningBot.StartAsync(_folder, Discord);
        await ReadyAsync(bot);
        if (create)
            await bot.CreateAsync(configure);
        return bot;
    }

    private static void Answer(HostApplicationBuilder builder, AnswerRequest desk) =>
        builder.Services.Replace(ServiceDescriptor.Singleton(desk));

    private async Task ReadyAsync(RunningBot bot)
    {
        for (var i = 0; i < 2000 && (bot.Health.Connected == 0 || Discord.Commands().Count == 0); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        Assert.Equal(1, bot.Health.Connected);
    }

    private static async Task<FakeMember> AddOrganiserAsync(RunningBot bot, FakeGuild guild)
    {
        var organiser = guild.AddMember("Olga", permissions: FakeMember.Administrator);
        await bot.RecordAsync(new Change.IssueCode(SetupCode.Hash("AAAA-BBBB-CCCC"), Role.Organiser, DateTimeOffset.UnixEpoch));
        await organiser.CommandAsync("claim", ("code", "AAAA-BBBB-CCCC"));
        return organiser;
    }

    private static Task LinkAsync(RunningBot bot, string platform, string chat, string language)
    {
        var schedule = ScheduleText.TryRead(["daily", "9:00"], out var read) ? read : Schedule.Never;
        return bot.RecordAsync(new Change.LinkChannel(
            Given.Assembly, new ChannelAddress(platform, chat), language, schedule, TimeProvider.System.GetUtcNow()));
    }

    /// <summary>Votes, which is one answer of type 7 and no other call.</summary>
    private async Task VoteAsync(FakeMember member, string label)
    {
        Discord.ResetCounts();
        var press = await member.PressAsync(label);
        Assert.Equal(7, press.CallbackType);
        Assert.Equal(1, press.Callbacks);
        Assert.Equal(["create_interaction_response"], Discord.Calls.Keys);
        Assert.Equal(1, Discord.CallCount("create_interaction_response"));
    }
}
