using AssemblyBot.Storage.LiteDb;
using AssemblyBot.Storage.LiteDb.Pages;
using LiteDB;

namespace AssemblyBot.Storage.Tests.LiteDb.Files;

/// <summary>What a disk can do to the files: nothing is silently wrong, and what was acknowledged is there or named as damaged.</summary>
public sealed class LiteDbDamageTests : IDisposable
{
    private const int PageSize = PageHeader.PageSize;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _folder[LiteDbFile.Name];

    private string LogPath => $"{FilePath}-log";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_acknowledged_is_in_the_files_at_that_moment()
    {
        await LeaveLikeAKilledProcessAsync();

        Assert.NotEqual(0, new FileInfo(LogPath).Length);
        await using var store = Open();
        await SmallStore.VerifyAsync(store);
        Assert.Equal(0, new FileInfo(LogPath).Length);
    }

    [Fact]
    public async Task Every_page_of_the_log_fits_its_check_and_the_last_one_of_a_transaction_confirms_it()
    {
        await LeaveLikeAKilledProcessAsync();

        var pages = File.ReadAllBytes(LogPath).Chunk(PageSize).ToArray();

        Assert.All(pages, page => Assert.True(PageHeader.IsSealed(page)));
        var last = pages.GroupBy(page => PageHeader.TransactionOf(page)).Select(pages => pages.Last()).ToArray();
        Assert.All(last, page => Assert.True(PageHeader.Confirms(page)));
        Assert.Equal(last.Length, pages.Count(page => PageHeader.Confirms(page)));
    }

    [Theory]
    [InlineData("half a page")]
    [InlineData("a page of zeros")]
    [InlineData("a torn page")]
    [InlineData("a page that nothing confirms")]
    public async Task What_a_transaction_without_its_confirmation_left_in_the_log_is_as_if_it_had_not_been(string tail)
    {
        await LeaveLikeAKilledProcessAsync();
        var page = File.ReadAllBytes(LogPath)[..PageSize];
        PageHeader.SetConfirms(page, false);
        Append(tail switch
        {
            "half a page" => page[..(PageSize / 2)],
            "a page of zeros" => new byte[PageSize],
            "a torn page" => [.. page[..(PageSize / 2)], .. new byte[PageSize / 2]],
            _ => page,
        });

        await using var store = Open();

        await SmallStore.VerifyAsync(store);
        Assert.IsType<Outcome.Duplicate>(await SmallStore.VoteAsync(store));
    }

    [Fact]
    public async Task A_byte_that_changed_in_the_log_is_named()
    {
        await LeaveLikeAKilledProcessAsync();
        var log = File.ReadAllBytes(LogPath);
        for (var position = 100; position < log.Length; position += PageSize)
        {
            var changed = (byte[])log.Clone();
            changed[position] ^= 0x10;
            File.WriteAllBytes(LogPath, changed);

            Assert.Contains("is damaged", OpenAndFail(), StringComparison.Ordinal);
        }

        File.WriteAllBytes(LogPath, log);
        await using var store = Open();
        await SmallStore.VerifyAsync(store);
    }

    [Fact]
    public async Task A_byte_that_changed_in_the_data_is_named_or_in_a_page_that_says_nothing()
    {
        await using (var store = Open())
            await SmallStore.FillAsync(store);
        var data = File.ReadAllBytes(FilePath);
        var random = new Random(20261129);
        var named = 0;
        for (var position = 0; position < data.Length; position += PageSize)
        {
            var changed = (byte[])data.Clone();
            changed[position + random.Next(PageSize)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(FilePath, changed);

            try
            {
                await using var store = Open();
                await SmallStore.VerifyAsync(store);
            }
            catch (StoreException exception)
            {
                Assert.Matches("is damaged|is not a LiteDB file|belongs to another program", exception.Message);
                named++;
            }
        }

        Assert.InRange(named, 15, data.Length / PageSize);
    }

    [Fact]
    public async Task A_first_page_that_was_torn_while_the_log_was_brought_in_is_mended_from_the_log()
    {
        await LeaveLikeAKilledProcessAsync();
        Assert.Contains(File.ReadAllBytes(LogPath).Chunk(PageSize), page => PageHeader.NumberOf(page) == 0);
        var data = File.ReadAllBytes(FilePath);
        data.AsSpan(PageSize / 2, 100).Fill(7);
        File.WriteAllBytes(FilePath, data);

        await using var store = Open();

        await SmallStore.VerifyAsync(store);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task A_file_that_was_cut_is_named_as_damaged(double share)
    {
        await using (var store = Open())
            await SmallStore.FillAsync(store);
        using (var file = new FileStream(FilePath, FileMode.Open))
            file.SetLength((long)(file.Length * share));

        var message = OpenAndFail();

        Assert.Contains("is damaged", message, StringComparison.Ordinal);
        Assert.Contains(FilePath, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_named_writes_nothing_by_halves_and_is_got_over()
    {
        PageLog? log = null;
        await using var store = new LiteDbFile(FilePath, _clock) { OpenLog = path => log = new PageLog(path) }.Open();
        await SmallStore.FillAsync(store);
        log!.LengthLimit = log.Length + (3 * PageSize);
        var text = LocalText.Of("en", new string('x', 100_000));
        var large = new Entry(
            new Change.CreateAssembly(
                "large",
                new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] },
                Stage.Open,
                [],
                _clock.GetUtcNow()),
            new InboxKey("shell", "1"));

        var exception = await Assert.ThrowsAsync<StoreException>(
            async () => await store.AppendAsync(new WriteBatch([large], [new Cursor("shell", 1)]), Token));

        Assert.Contains("the disk is full", exception.Message, StringComparison.Ordinal);
        await SmallStore.VerifyAsync(store);
        Assert.Null(await store.GetCursorAsync("shell", Token));
        Assert.IsType<Outcome.Accepted>((await store.AppendAsync(new WriteBatch([large], []), Token)).Single());
    }

    [Fact]
    public void A_transaction_that_LiteDB_has_rolled_back_is_not_taken_for_a_committed_one()
    {
        using var session = new LiteDbFile(FilePath, _clock).OpenSession();
        session.Write(() =>
        {
            session.Codes.Insert(new BsonDocument { ["_id"] = "code" });
            return true;
        });

        var exception = Assert.Throws<StoreException>(() => session.Write(() =>
        {
            session.Cursors.Insert(new BsonDocument { ["_id"] = "source" });
            try
            {
                session.Codes.Insert(new BsonDocument { ["_id"] = "code" });
            }
            catch (LiteException)
            {
                // As a caller would who takes a duplicate for the only thing that failed.
            }

            return true;
        }));

        Assert.Contains("LiteDB gave up the transaction", exception.Message, StringComparison.Ordinal);
        Assert.Null(session.Cursors.Find("source"));
    }

    [Fact]
    public async Task More_votes_than_LiteDB_can_read_are_refused_and_those_there_are_can_be_withdrawn()
    {
        await using var store = new LiteDbFile(FilePath, _clock) { MostVotes = 4 }.Open();
        await SmallStore.FillAsync(store);

        var exception = await Assert.ThrowsAsync<StoreException>(async () => await store.AppendAsync(
            WriteBatch.Of(new Change.CastVote(SmallStore.Assembly, SmallStore.Ada, new(1), Stance.Pass, _clock.GetUtcNow())), Token));

        Assert.Contains("the store holds 4 votes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SQLite or PostgreSQL", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            [new Outcome.Accepted(2)],
            await store.AppendAsync(WriteBatch.Of(new Change.Forget(SmallStore.Ada, WithVotes: true, _clock.GetUtcNow())), Token));
    }

    [Fact]
    public async Task Of_who_is_forgotten_no_byte_is_left_in_any_file()
    {
        await using var store = Open();
        await SmallStore.FillAsync(store);
        var people = Enumerable.Range(0, 60).Select(n => new Account(
            "discord", $"the hash of person {n:D3} {new string('h', n)}", [.. "the address of "u8, (byte)n, .. new byte[n % 7]])).ToArray();
        foreach (var some in people.Chunk(7))
        {
            await store.AppendAsync(WriteBatch.Of(
                [.. some.Select(account => new Change.Join(SmallStore.Assembly, account, 1, _clock.GetUtcNow()))]), Token);
        }

        // Addresses of another length, so that documents have been moved about.
        foreach (var account in people)
        {
            await store.AppendAsync(
                WriteBatch.Of(
                    new Change.SetLanguage(account with { SealedAddress = [.. account.SealedAddress, .. "and more"u8] }, "es", _clock.GetUtcNow()),
                    new Change.IssueLinkCode($"the code of {account.Hash}", account, _clock.GetUtcNow())),
                Token);
        }

        foreach (var account in people.Where((_, n) => n % 3 != 0))
        {
            var participant = (await store.FindParticipantAsync(account.Hash, Token))!.Id;
            await store.AppendAsync(WriteBatch.Of(new Change.Forget(participant, WithVotes: true, _clock.GetUtcNow())), Token);
        }

        var files = Directory.GetFiles(_folder.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllBytes).ToArray();
        var found = people.Where(account => files.Any(bytes =>
            bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(account.Hash[..22])) >= 0
            || bytes.AsSpan().IndexOf(account.SealedAddress.AsSpan(0, 16)) >= 0));
        Assert.Equal(people.Where((_, n) => n % 3 == 0), found);
    }

    private LiteDbStore Open() => new LiteDbFile(FilePath, _clock).Open();

    private string OpenAndFail()
    {
        var message = Assert.Throws<StoreException>(() => Open()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>The files as they are the moment after everything was acknowledged.</summary>
    private async Task LeaveLikeAKilledProcessAsync()
    {
        await using (var store = new LiteDbFile(_folder["living/" + LiteDbFile.Name], _clock).Open())
        {
            await SmallStore.FillAsync(store);
            foreach (var suffix in new[] { "", "-log" })
                File.Copy(_folder[$"living/{LiteDbFile.Name}{suffix}"], FilePath + suffix);
        }

        Directory.Delete(_folder["living"], recursive: true);
    }

    private void Append(byte[] bytes)
    {
        using var log = new FileStream(LogPath, FileMode.Append);
        log.Write(bytes);
    }
}
