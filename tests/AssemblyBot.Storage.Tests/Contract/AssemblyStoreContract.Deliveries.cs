namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    [Fact]
    public async Task A_delivery_that_comes_twice_counts_once_and_answers_the_same()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var key = new InboxKey("telegram:bot", "100");
        await AcceptAsync(Vote(assembly, ada, 2, Stance.Pass));
        var first = await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), key);

        var second = await RecordAsync(Vote(assembly, ada, 1, Stance.Disagree), key);

        Assert.Equal(new Outcome.Duplicate(first), second);
        Assert.Equal(2, (await EventsAsync(assembly)).Count);
        Assert.Equal(Stance.Agree, (await CurrentAsync(assembly)).Single(vote => vote.Statement.Number == 1).Stance);
    }

    [Fact]
    public async Task A_delivery_that_comes_twice_in_one_batch_counts_once()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var entry = new Entry(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("telegram:bot", "100"));

        var outcomes = await Store.AppendAsync(new WriteBatch([entry, entry], []), Token);

        Assert.Equal([new Outcome.Accepted(1), new Outcome.Duplicate(1)], outcomes);
        Assert.Single(await EventsAsync(assembly));
    }

    [Fact]
    public async Task A_delivery_that_comes_again_after_a_restart_counts_once()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var key = new InboxKey("telegram:bot", "100");
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), key);

        await RestartAsync();

        Assert.Equal(new Outcome.Duplicate(1), await RecordAsync(Vote(assembly, ada, 1, Stance.Agree), key));
        Assert.Single(await EventsAsync(assembly));
    }

    [Theory]
    [InlineData("telegram:bot", "ABC")]
    [InlineData("telegram:bot", "abc ")]
    [InlineData("telegram:bot", "äbc")]
    [InlineData("telegram:bot", "")]
    [InlineData("Telegram:bot", "abc")]
    public async Task Deliveries_whose_names_differ_in_anything_are_different(string source, string key)
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("telegram:bot", "abc"));

        Assert.Equal(2, await AcceptAsync(Vote(assembly, ada, 2, Stance.Agree), new InboxKey(source, key)));
    }

    [Fact]
    public async Task A_delivery_whose_change_was_refused_is_judged_anew()
    {
        var account = AccountOf("ada");
        var key = new InboxKey("telegram:bot", "100");
        var redeem = new Change.RedeemCode(HashOf("code"), account, Now);
        Assert.IsType<Outcome.Refused>(await RecordAsync(redeem, key));
        await AcceptAsync(new Change.IssueCode(HashOf("code"), Role.Organiser, Now));

        Assert.IsType<Outcome.Accepted>(await RecordAsync(redeem, key));
    }

    [Fact]
    public async Task Cursors_move_with_their_batch_and_are_there_after_a_restart()
    {
        Assert.Null(await Store.GetCursorAsync("telegram:bot", Token));

        await Store.AppendAsync(new WriteBatch([], [new Cursor("telegram:bot", 9_000_000_000), new Cursor("other", 1)]), Token);
        await Store.AppendAsync(new WriteBatch([], [new Cursor("other", 2)]), Token);
        await RestartAsync();

        Assert.Equal(9_000_000_000, await Store.GetCursorAsync("telegram:bot", Token));
        Assert.Equal(2, await Store.GetCursorAsync("other", Token));
        Assert.Null(await Store.GetCursorAsync("Telegram:bot", Token));
    }

    [Fact]
    public async Task A_source_that_counts_anew_moves_its_cursor_back()
    {
        await Store.AppendAsync(new WriteBatch([], [new Cursor("telegram:bot", 500)]), Token);
        await Store.AppendAsync(new WriteBatch([], [new Cursor("telegram:bot", 7)]), Token);

        Assert.Equal(7, await Store.GetCursorAsync("telegram:bot", Token));
    }

    [Fact]
    public async Task A_delivery_is_remembered_for_fourteen_days()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var (old, young) = (new InboxKey("telegram:bot", "old"), new InboxKey("telegram:bot", "young"));
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), old);
        Clock.Advance(TimeSpan.FromDays(1));
        await AcceptAsync(Vote(assembly, ada, 2, Stance.Agree), young);

        Clock.Advance(TimeSpan.FromDays(13) + TimeSpan.FromHours(1));
        await AcceptAsync(Vote(assembly, ada, 3, Stance.Agree));

        Assert.IsType<Outcome.Duplicate>(await RecordAsync(Vote(assembly, ada, 2, Stance.Agree), young));
        Assert.IsType<Outcome.Accepted>(await RecordAsync(Vote(assembly, ada, 1, Stance.Agree), old));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten_a_little_with_each_batch()
    {
        const int many = 2_400;
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        foreach (var some in Enumerable.Range(0, many).Chunk(400))
            await Store.AppendAsync(new WriteBatch([.. some.Select(n => new Entry(Vote(assembly, ada, 1, Stance.Agree), KeyOf(n)))], []), Token);
        Clock.Advance(TimeSpan.FromDays(15));
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("discord:bot", "young"));
        Clock.Advance(TimeSpan.FromDays(1));

        for (var batch = 0; batch < 40; batch++)
            await AcceptAsync(Vote(assembly, ada, 2, Stance.Pass));

        foreach (var n in new[] { 0, many / 2, many - 1, 999 })
            Assert.IsType<Outcome.Accepted>(await RecordAsync(Vote(assembly, ada, 1, Stance.Agree), KeyOf(n)));
        Assert.IsType<Outcome.Duplicate>(await RecordAsync(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("discord:bot", "young")));

        static InboxKey KeyOf(int n) => new("telegram:bot", $"{n}");
    }
}
