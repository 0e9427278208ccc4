using System.Text;
using AssemblyBot.Storage.Sqlite;

namespace AssemblyBot.Storage.Tests.Sqlite;

/// <summary>What is left in the files of someone who was forgotten: they are searched byte by byte, while the store is open.</summary>
public sealed class SqliteErasureTests : IDisposable
{
    private const string Words = "Words that nobody else has written";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_byte_of_an_account_is_in_any_file_after_it_was_forgotten()
    {
        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        var people = await FillAsync(store);
        Assert.NotEmpty(FilesWith(HashOf(7)));
        Assert.NotEmpty(FilesWith(SealedOf(7)));
        Assert.NotEmpty(FilesWith(Words));

        await store.AppendAsync(
            WriteBatch.Of(new Change.Forget(people[7], WithVotes: true, _clock.GetUtcNow()) { WithStatements = true }), Token);

        Assert.Empty(FilesWith(HashOf(7)));
        Assert.Empty(FilesWith(SealedOf(7)));
        Assert.Empty(FilesWith(Words));
        Assert.NotEmpty(FilesWith(HashOf(8)));
    }

    [Fact]
    public async Task What_a_reader_kept_from_being_overwritten_is_overwritten_with_a_later_batch()
    {
        await using var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock);
        var people = await FillAsync(store);
        await using (var reading = store.ReadVoteEventsAsync(new AssemblyId(1), 0, Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await reading.MoveNextAsync());
            await store.AppendAsync(WriteBatch.Of(new Change.Forget(people[7], WithVotes: true, _clock.GetUtcNow())), Token);
        }

        await store.AppendAsync(WriteBatch.Of(new Change.SetNews(people[8], null, true)), Token);

        Assert.Empty(FilesWith(HashOf(7)));
        Assert.Empty(FilesWith(SealedOf(7)));
    }

    [Fact]
    public async Task What_a_killed_program_left_behind_is_overwritten_when_the_store_is_opened()
    {
        // As after a kill between the commit and the overwriting: the files are copied while the store is open.
        var left = new TemporaryFolder();
        await using (var store = EmbeddedStore.Open(StorageOptions.Sqlite, _folder.Path, _clock))
        {
            var people = await FillAsync(store);
            await using var reading = store.ReadVoteEventsAsync(new AssemblyId(1), 0, Token).GetAsyncEnumerator(Token);
            Assert.True(await reading.MoveNextAsync());
            await store.AppendAsync(WriteBatch.Of(new Change.Forget(people[7], WithVotes: true, _clock.GetUtcNow())), Token);
            foreach (var name in new[] { SqliteFile.Name, $"{SqliteFile.Name}-wal" })
                File.Copy(_folder[name], left[name]);
        }

        Assert.NotEmpty(FilesWith(HashOf(7), left));
        await using (EmbeddedStore.Open(StorageOptions.Sqlite, left.Path, _clock))
            Assert.Empty(FilesWith(HashOf(7), left));
        left.Dispose();
    }

    private static string HashOf(int person) => $"hash of person {person}.";

    private static string SealedOf(int person) => $"sealed address of person {person}.";

    private IEnumerable<string> FilesWith(string text, TemporaryFolder? folder = null)
    {
        var sought = Encoding.UTF8.GetBytes(text);
        foreach (var file in Directory.GetFiles((folder ?? _folder).Path))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (bytes.AsSpan().IndexOf(sought) >= 0)
                yield return file;
        }
    }

    private async Task<ParticipantId[]> FillAsync(IAssemblyStore store)
    {
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        await store.AppendAsync(
            WriteBatch.Of(new Change.CreateAssembly("commons", settings, Stage.Open, [text], _clock.GetUtcNow())), Token);
        var assembly = new AssemblyId(1);
        var people = new ParticipantId[300];
        for (var n = 0; n < people.Length; n++)
        {
            var account = new Account("telegram", HashOf(n), Encoding.UTF8.GetBytes(SealedOf(n)));
            var joined = await store.AppendAsync(WriteBatch.Of(new Change.Join(assembly, account, 1, _clock.GetUtcNow())), Token);
            people[n] = new ParticipantId(((Outcome.Accepted)joined[0]).Value);
            await store.AppendAsync(
                WriteBatch.Of(new Change.CastVote(assembly, people[n], new StatementId(1), Stance.Agree, _clock.GetUtcNow())), Token);
        }

        await store.AppendAsync(
            WriteBatch.Of(new Change.AddStatement(
                assembly, people[7], LocalText.Of("en", Words), "fingerprint", StatementState.Accepted, _clock.GetUtcNow())),
            Token);
        return people;
    }
}
