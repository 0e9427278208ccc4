using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Tests.Contract;

public abstract partial class AssemblyStoreContract
{
    private IWholeStore Whole => (IWholeStore)Store;

    /// <summary>Opens an empty store beside the one under test.</summary>
    protected abstract IAssemblyStore OpenAnother();

    [Fact]
    public async Task Every_row_of_a_store_can_be_put_into_an_empty_one()
    {
        await FillWithEverythingAsync();
        var rows = await Whole.ReadRowsAsync(Token).ToListAsync(Token);
        await using var other = OpenAnother();
        Assert.True(await ((IWholeStore)other).IsEmptyAsync(Token));

        await ((IWholeStore)other).FillAsync(Whole.ReadRowsAsync(Token), overwrite: false, Token);

        Assert.Equal(StoredTable.All, rows.Select(row => row.Table).Distinct());
        Assert.Equal(rows.Count, await Whole.CountRowsAsync(Token));
        Assert.Equal(TextOf(rows), TextOf(await ((IWholeStore)other).ReadRowsAsync(Token).ToListAsync(Token)));
        Assert.Empty(await ((IWholeStore)other).ExamineAsync(Token));
    }

    [Fact]
    public async Task A_store_goes_on_from_the_copy_it_was_filled_with()
    {
        var (assembly, ada) = await FillWithEverythingAsync();
        await using var other = OpenAnother();
        await ((IWholeStore)other).FillAsync(Whole.ReadRowsAsync(Token), overwrite: false, Token);

        // The number of a channel that was unlinked does not come back, neither here nor there.
        Change[] changes =
        [
            Vote(assembly, ada, 3, Stance.Disagree),
            new Change.Join(assembly, AccountOf("new"), 1, Now),
            new Change.LinkChannel(assembly, new ChannelAddress("telegram", "new", null), "en", Schedule.Never, Now),
            Write(assembly, ada, "Something new"),
        ];
        var here = await Store.AppendAsync(WriteBatch.Of(changes), Token);
        var there = await other.AppendAsync(WriteBatch.Of(changes), Token);

        Assert.Equal(here, there);
        Assert.Equal(new Outcome.Duplicate(1), (await other.AppendAsync(
            new WriteBatch([new Entry(Vote(assembly, ada, 1, Stance.Pass), new InboxKey("telegram:bot", "7"))], []), Token)).Single());
    }

    [Fact]
    public async Task A_store_that_holds_something_is_not_filled()
    {
        await FillWithEverythingAsync();
        await using var other = OpenAnother();
        await other.AppendAsync(WriteBatch.Of(new Change.IssueCode(HashOf("code"), Role.Organiser, Now)), Token);
        var before = TextOf(await ((IWholeStore)other).ReadRowsAsync(Token).ToListAsync(Token));

        Assert.False(await ((IWholeStore)other).IsEmptyAsync(Token));
        await Assert.ThrowsAsync<StoreException>(async () => await ((IWholeStore)other).FillAsync(Whole.ReadRowsAsync(Token), overwrite: false, Token));

        Assert.Equal(before, TextOf(await ((IWholeStore)other).ReadRowsAsync(Token).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_store_is_overwritten_when_that_is_asked_for_and_no_number_comes_back()
    {
        await FillWithEverythingAsync();
        await using var other = OpenAnother();
        await other.AppendAsync(
            WriteBatch.Of([.. Enumerable.Range(1, 9).Select(n => new Change.SetLanguage(AccountOf($"there {n}"), "en", Now))]), Token);

        await ((IWholeStore)other).FillAsync(Whole.ReadRowsAsync(Token), overwrite: true, Token);

        Assert.Equal(
            TextOf(await Whole.ReadRowsAsync(Token).Where(row => row.Table != StoredTable.Counter).ToListAsync(Token)),
            TextOf(await ((IWholeStore)other).ReadRowsAsync(Token).Where(row => row.Table != StoredTable.Counter).ToListAsync(Token)));
        var outcomes = await other.AppendAsync(WriteBatch.Of(new Change.SetLanguage(AccountOf("new"), "en", Now)), Token);
        Assert.Equal([new Outcome.Accepted(10)], outcomes);
    }

    [Fact]
    public async Task A_filling_that_breaks_off_leaves_the_store_empty()
    {
        await FillWithEverythingAsync();
        await using var other = OpenAnother();

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await ((IWholeStore)other).FillAsync(BreakOff(Whole.ReadRowsAsync(Token)), overwrite: false, Token));

        Assert.True(await ((IWholeStore)other).IsEmptyAsync(Token));
        Assert.DoesNotContain(await ((IWholeStore)other).ReadRowsAsync(Token).ToListAsync(Token), row => row.Table == StoredTable.VoteEvent);

        static async IAsyncEnumerable<StoredRow> BreakOff(IAsyncEnumerable<StoredRow> rows)
        {
            await foreach (var row in rows)
            {
                if (row.Table == StoredTable.Channel)
                    throw new InvalidOperationException("it broke off");
                yield return row;
            }
        }
    }

    [Fact]
    public async Task A_copy_is_of_one_moment_while_others_write()
    {
        var (assembly, ada) = await FillWithEverythingAsync();
        var before = TextOf(await Whole.ReadRowsAsync(Token).ToListAsync(Token));

        var rows = new List<StoredRow>();
        await foreach (var row in Whole.ReadRowsAsync(Token))
        {
            if (rows.Count == 0)
                await WriteBesideAsync(Vote(assembly, ada, 5, Stance.Agree));
            rows.Add(row);
        }

        Assert.Equal(before, TextOf(rows));
    }

    /// <summary>Writes while a copy is being read; where one waits for the other, without waiting.</summary>
    protected virtual async Task WriteBesideAsync(Change change) => await AcceptAsync(change);

    private static string[] TextOf(IEnumerable<StoredRow> rows) =>
    [
        .. rows.Select(row => $"{row.Table.Name}: {string.Join(" | ", row.Values.Select((value, i) => TextOf(row.Table.Columns[i], value)))}")
            .Order(StringComparer.Ordinal),
    ];

    // Leases are over in a copy.
    private static string TextOf(string column, object? value) => value switch
    {
        _ when column == "until" => "0",
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        long or string => $"{value}",
        _ => throw new InvalidOperationException($"a store gives no {value.GetType()}"),
    };

    private async Task<(AssemblyId Assembly, ParticipantId Ada)> FillWithEverythingAsync()
    {
        var assembly = await CreateAsync();
        var ada = await JoinAsync(assembly);
        var ben = await JoinAsync(assembly, "ben");
        await AcceptAsync(Vote(assembly, ada, 1, Stance.Agree), new InboxKey("telegram:bot", "7"));
        await AcceptAsync(Vote(assembly, ben, 1, Stance.Disagree));
        await AcceptAsync(Vote(assembly, ben, 2, Stance.Pass));
        await AcceptAsync(Vote(assembly, ben, 2, null));
        await AcceptAsync(new Change.SetLanguage(AccountOf("ada"), "es", Now));
        await AcceptAsync(new Change.SetWriting(ada, assembly));
        await AcceptAsync(new Change.SetNews(ben, assembly, true));
        await AcceptAsync(Write(assembly, ben, "Zażółć gęślą jaźń, \"quoted\"\n🙂"));
        await AcceptAsync(new Change.Decide(
            assembly, new StatementId(6), StatementState.Waiting, StatementState.Rejected, RejectionReason.OffTopic, ada, Now));
        var address = new ChannelAddress("telegram", "gone", "3");
        await AcceptAsync(new Change.LinkChannel(assembly, new ChannelAddress("telegram", "there", null), "en", Schedule.Never, Now) { By = AccountOf("ada") });
        await AcceptAsync(new Change.LinkChannel(assembly, address, "en", Schedule.Never, Now));
        await AcceptAsync(new Change.UnlinkChannel(assembly, address, Now));
        await AcceptAsync(new Change.IssueCode(HashOf("code"), Role.Organiser, Now));
        await AcceptAsync(new Change.IssueLinkCode(HashOf("link"), AccountOf("ada"), Now));
        await AcceptAsync(new Change.StoreSummary(SummaryOf(assembly, "2026-02-19T17:00Z"), [PostTo(assembly, "posted")]));
        await AcceptAsync(new Change.KeepSnapshot(new Snapshot(assembly, "votes", 4, [0, 1, 255])));
        await Store.AppendAsync(new WriteBatch([], [new Cursor("telegram:bot", 8)]), Token);
        await Store.TakeLeaseAsync("telegram:bot", "host", TimeSpan.FromSeconds(10), Token);
        return (assembly, ada);
    }
}
