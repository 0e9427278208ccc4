namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    private static readonly Schedule _mornings = new([DayOfWeek.Friday], new TimeOnly(7, 30), "Europe/Madrid");

    [Fact]
    public async Task A_linked_channel_comes_back_as_it_was_stored()
    {
        var assembly = await CreateAsync();
        var address = new ChannelAddress("telegram", "-1001234567890", "17");
        var id = await AcceptAsync(new Change.LinkChannel(assembly, address, "es", _mornings, Now));

        await RestartAsync();

        Assert.Equal(
            new ChannelRecord
            {
                Id = new ChannelId(id),
                Assembly = assembly,
                Address = address,
                Language = "es",
                Schedule = _mornings,
                LinkedAt = Now,
            },
            Assert.Single(await Store.GetChannelsAsync(Token)));
    }

    [Fact]
    public async Task Linking_a_channel_again_changes_its_link_and_enables_it()
    {
        var assembly = await CreateAsync();
        var address = new ChannelAddress("telegram", "-100");
        var id = await AcceptAsync(new Change.LinkChannel(assembly, address, "es", _mornings, Now));
        await AcceptAsync(new Change.DisableChannel(new ChannelId(id), "the bot was removed", Now));
        Assert.Equal("the bot was removed", Assert.Single(await Store.GetChannelsAsync(Token)).DisabledBecause);

        Assert.Equal(id, await AcceptAsync(new Change.LinkChannel(assembly, address, "en", Schedule.Never, Now)));

        var channel = Assert.Single(await Store.GetChannelsAsync(Token));
        Assert.Null(channel.DisabledBecause);
        Assert.Equal(("en", Schedule.Never), (channel.Language, channel.Schedule));
    }

    [Fact]
    public async Task A_chat_its_topics_and_another_assembly_are_different_links()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var chat = new ChannelAddress("telegram", "-100");

        var ids = new[]
        {
            await AcceptAsync(new Change.LinkChannel(first, chat, "en", _mornings, Now)),
            await AcceptAsync(new Change.LinkChannel(first, chat with { Topic = "1" }, "en", _mornings, Now)),
            await AcceptAsync(new Change.LinkChannel(second, chat, "en", _mornings, Now)),
            await AcceptAsync(new Change.LinkChannel(first, chat with { Platform = "discord" }, "en", _mornings, Now)),
        };

        Assert.Equal(ids, (await Store.GetChannelsAsync(Token)).Select(channel => channel.Id.Value));
        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public async Task An_ended_link_is_gone_with_what_waits_for_it_and_its_number_does_not_come_back()
    {
        var assembly = await CreateAsync();
        var address = new ChannelAddress("telegram", "-100");
        var id = await AcceptAsync(new Change.LinkChannel(assembly, address, "en", _mornings, Now));
        await AcceptAsync(new Change.Enqueue(PostTo(assembly, "to the channel") with { Channel = new ChannelId(id) }));

        Assert.Equal(id, await AcceptAsync(new Change.UnlinkChannel(assembly, address, Now)));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.UnlinkChannel(assembly, address, Now)));
        Assert.Equal(new Outcome.Refused(), await RecordAsync(new Change.DisableChannel(new(id), "gone", Now)));

        Assert.Empty(await Store.GetChannelsAsync(Token));
        Assert.Empty(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
        Assert.NotEqual(id, await AcceptAsync(new Change.LinkChannel(assembly, address, "en", _mornings, Now)));
    }

    [Fact]
    public async Task Whoever_linked_a_channel_is_told_once_each_time_it_is_lost()
    {
        var assembly = await CreateAsync();
        var address = new ChannelAddress("telegram", "-100");
        var id = new ChannelId(await AcceptAsync(
            new Change.LinkChannel(assembly, address, "en", _mornings, Now) { By = AccountOf("olga") }));
        var olga = (await Store.FindParticipantAsync(AccountOf("olga").Hash, Token))!.Id;

        await AcceptAsync(new Change.DisableChannel(id, "kicked", Now));
        await AcceptAsync(new Change.DisableChannel(id, "kicked again", Now));
        Clock.Advance(TimeSpan.FromHours(1));
        await AcceptAsync(new Change.LinkChannel(assembly, address, "es", _mornings, Now));
        await AcceptAsync(new Change.DisableChannel(id, "kicked", Now));

        Assert.Equal(olga, Assert.Single(await Store.GetChannelsAsync(Token)).LinkedBy);
        var posts = await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token);
        Assert.Equal(2, posts.Count);
        Assert.All(posts, post => Assert.Equal(
            (assembly, olga, new Message.ChannelLost(id)), (post.Assembly, post.Participant, post.Message)));
    }

    [Fact]
    public async Task A_channel_linked_by_nobody_known_or_by_someone_forgotten_is_lost_without_a_word()
    {
        var assembly = await CreateAsync();
        var (first, second) = (new ChannelAddress("telegram", "-1"), new ChannelAddress("telegram", "-2"));
        var nobodys = await AcceptAsync(new Change.LinkChannel(assembly, first, "en", _mornings, Now));
        var olgas = await AcceptAsync(new Change.LinkChannel(assembly, second, "en", _mornings, Now) { By = AccountOf("olga") });
        await AcceptAsync(new Change.Forget((await Store.FindParticipantAsync(AccountOf("olga").Hash, Token))!.Id, false, Now));

        await AcceptAsync(new Change.DisableChannel(new(nobodys), "gone", Now));
        await AcceptAsync(new Change.DisableChannel(new(olgas), "gone", Now));

        Assert.All(await Store.GetChannelsAsync(Token), channel => Assert.Null(channel.LinkedBy));
        Assert.Empty(await Store.GetDuePostsAsync(DateTimeOffset.MaxValue, 10, Token));
    }

    [Fact]
    public async Task A_chat_that_moves_takes_every_link_with_it()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var old = new ChannelAddress("telegram", "-1");
        await AcceptAsync(new Change.LinkChannel(first, old, "en", _mornings, Now));
        await AcceptAsync(new Change.LinkChannel(second, old, "en", _mornings, Now));
        await AcceptAsync(new Change.LinkChannel(first, old with { Platform = "discord" }, "en", _mornings, Now));

        Assert.Equal(2, await AcceptAsync(new Change.MoveChat("telegram", "-1", "-1001")));

        Assert.Equal(["-1001", "-1001", "-1"], (await Store.GetChannelsAsync(Token)).Select(channel => channel.Address.Chat));
        Assert.Equal(0, await AcceptAsync(new Change.MoveChat("telegram", "-1", "-1001")));
    }

    [Fact]
    public async Task A_chat_that_moves_to_where_the_assembly_is_linked_already_is_linked_once()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var (old, @new) = (new ChannelAddress("telegram", "-1"), new ChannelAddress("telegram", "-1001"));
        await AcceptAsync(new Change.LinkChannel(first, old, "en", _mornings, Now));
        await AcceptAsync(new Change.LinkChannel(second, old, "en", _mornings, Now));
        var kept = await AcceptAsync(new Change.LinkChannel(first, @new, "en", _mornings, Now));

        Assert.Equal(1, await AcceptAsync(new Change.MoveChat("telegram", "-1", "-1001")));

        var channels = await Store.GetChannelsAsync(Token);
        Assert.All(channels, channel => Assert.Equal(@new, channel.Address));
        Assert.Equal([second, first], channels.Select(channel => channel.Assembly));
        Assert.Equal(kept, channels[1].Id.Value);
    }
}
