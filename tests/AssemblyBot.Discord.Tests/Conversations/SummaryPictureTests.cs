using AssemblyBot.Core.Summaries;
using AssemblyBot.Publishing;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>Over the wire: what a channel gets of a stored summary.</summary>
public sealed class SummaryPictureTests : IAsyncLifetime
{
    private const ulong Attach = 1UL << 15;

    private readonly TemporaryFolder _folder = new();
    private FakeDiscord? _discord;

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

    [Theory]
    [InlineData("en", "48 people in 2 groups", "Group B: 22 people.")]
    [InlineData("es", "48 personas en 2 grupos", "Grupo B: 22 personas.")]
    public async Task The_map_is_shown_in_the_embed_and_described(string language, string groups, string group)
    {
        await using var bot = await StartAsync();

        var message = await PostAsync(bot, SummaryWith(Map), _discord!.AddGuild().General, language);

        var file = Assert.Single(message.Files);
        Assert.Equal("attachment://" + file.Name, Assert.Single(message.Embeds).Image);
        Assert.Contains(groups, file.Description, StringComparison.Ordinal);
        Assert.Contains(group, file.Description, StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], file.Content[..4].ToArray());
        Assert.NotEmpty(message.Buttons);
    }

    [Fact]
    public async Task A_summary_without_a_map_has_no_picture()
    {
        await using var bot = await StartAsync();

        var message = await PostAsync(bot, SummaryWith(null), _discord!.AddGuild().General);

        Assert.Empty(message.Files);
        Assert.All(message.Embeds, embed => Assert.Empty(embed.Image));
    }

    [Fact]
    public async Task Where_nothing_paints_there_is_no_picture()
    {
        await using var bot = await StartAsync(paints: false);

        Assert.Empty((await PostAsync(bot, SummaryWith(Map), _discord!.AddGuild().General)).Files);
    }

    [Fact]
    public async Task Where_no_files_may_be_attached_the_words_are_posted_alone()
    {
        await using var bot = await StartAsync();
        var channel = _discord!.AddGuild().General;
        channel.BotPermissions &= ~Attach;

        var message = await PostAsync(bot, SummaryWith(Map), channel);

        Assert.Empty(message.Files);
        Assert.Contains("Where we stand", message.Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(bot.Services.GetRequiredService<AssemblyHall>().Channels).DisabledBecause);
    }

    [Fact]
    public async Task In_a_forum_the_picture_opens_the_post()
    {
        await using var bot = await StartAsync();
        var guild = _discord!.AddGuild();
        var forum = guild.AddForum("ideas");

        await PostAsync(bot, SummaryWith(Map), DiscordPeople.AddressOf(forum.Id, isForum: true));

        var post = Assert.Single(guild.Channels, channel => channel.Parent == forum);
        Assert.Single(Assert.Single(post.Messages).Files);
    }

    private static SummaryMap Map => new([new(-1.5, 0.2, 0), new(-1.25, 0, 0), new(1.5, -0.3, 1), new(1.75, 0, 1)]);

    private static Summary SummaryWith(SummaryMap? map) => new()
    {
        Assembly = Given.Assembly,
        Period = "2026-02-19T17:00Z",
        At = DateTimeOffset.UnixEpoch,
        Head = 1,
        Voters = 48,
        VotersWithEnough = 48,
        Votes = 480,
        Statements = 10,
        StatementsByParticipants = 0,
        Thresholds = new Thresholds(20, 7, 20),
        IsProgressOnly = map is null,
        Groups = map is null ? [] : [new SummaryGroup("A", 26, []), new SummaryGroup("B", 22, [])],
        Map = map,
    };

    private async Task<RunningBot> StartAsync(bool paints = true)
    {
        var bot = await RunningBot.StartAsync(_folder, _discord!, builder =>
        {
            if (paints)
                builder.Services.AddPublishing();
        });
        for (var i = 0; i < 2000 && bot.Health.Connected == 0; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        await bot.CreateAsync();
        return bot;
    }

    private static async Task<DiscordMessage> PostAsync(RunningBot bot, Summary summary, FakeChannel channel, string language = "en")
    {
        await PostAsync(bot, summary, DiscordPeople.AddressOf(channel.Id), language);
        return channel.LastMessage!;
    }

    private static async Task PostAsync(RunningBot bot, Summary summary, ChannelAddress address, string language = "en")
    {
        await bot.RecordAsync(new Change.LinkChannel(Given.Assembly, address, language, Schedule.Never, DateTimeOffset.UnixEpoch));
        var channel = Assert.Single(bot.Services.GetRequiredService<AssemblyHall>().Channels);
        await bot.RecordAsync(new Change.StoreSummary(summary,
        [
            new Post { Key = "summary:1", Assembly = Given.Assembly, Channel = channel.Id, Message = new Message.SummaryOf(summary.Period) },
        ]));
        await bot.SendPostsAsync();
    }
}
