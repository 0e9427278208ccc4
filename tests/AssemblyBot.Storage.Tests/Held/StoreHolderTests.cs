using System.Net.Sockets;
using System.Text;
using AssemblyBot.Storage.Held;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Tests.Held;

/// <summary>A worker that is asked about its store, and what may go wrong with whoever asks.</summary>
public sealed class StoreHolderTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    private readonly TemporaryFolder _folder = new();
    private readonly AssemblyId _assembly = new(1);
    private IAssemblyStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StorageOptions Options => new() { Folder = _folder.Path };

    public async ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(StorageOptions.Embedded, _folder.Path, TimeProvider.System);
        await InstallationSecret.LoadAsync(Options, (IKeyedStore)_store, Token);
        var text = LocalText.Of("en", "A secret title");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        var seeds = Enumerable.Range(1, 20).Select(n => LocalText.Of("en", $"Seed {n}"));
        await _store.AppendAsync(
            WriteBatch.Of(
            [
                new Change.CreateAssembly("commons", settings, Stage.Open, [.. seeds], DateTimeOffset.UnixEpoch),
                .. Enumerable.Range(1, 500).Select(n => new Change.Join(_assembly, new Account("telegram", $"hash {n}", [1, 2]), 1, DateTimeOffset.UnixEpoch)),
                .. Enumerable.Range(0, 10_000).Select(n => new Change.CastVote(
                    _assembly, new ParticipantId((n / 20) + 1), new StatementId((n % 20) + 1), Stance.Agree, DateTimeOffset.UnixEpoch)),
            ]),
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_socket_is_for_the_account_of_the_worker_alone_and_goes_with_it()
    {
        await using (var holder = await RunningHolder.StartAsync(_store, _folder.Path))
        {
            Assert.True(File.Exists(holder.SocketPath));
            Assert.Single(await (await holder.ReachAsync()).GetAssembliesAsync(Token));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(holder.SocketPath));
        }

        Assert.False(File.Exists(_folder[HolderSocket.Name]));
        Assert.Null(await HeldStore.TryReachAsync(_folder.Path, Token));
    }

    [Fact]
    public async Task A_worker_that_stops_at_once_takes_its_socket_along()
    {
        for (var n = 0; n < 20; n++)
        {
            await (await RunningHolder.StartAsync(_store, _folder.Path)).DisposeAsync();
            Assert.False(File.Exists(_folder[HolderSocket.Name]));
        }
    }

    [Fact]
    public async Task What_lies_in_the_place_of_the_socket_keeps_nobody_away()
    {
        _folder.Write(HolderSocket.Name, "left over");
        Assert.Null(await HeldStore.TryReachAsync(_folder.Path, Token));

        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);

        Assert.Single(await (await holder.ReachAsync()).GetAssembliesAsync(Token));
    }

    [Fact]
    public async Task A_folder_with_too_long_a_path_is_named_and_the_worker_goes_on()
    {
        var folder = _folder[new string('x', 100)];
        Directory.CreateDirectory(folder);

        await using var holder = await RunningHolder.StartAsync(_store, folder);

        Assert.Contains($"Commands cannot run beside this worker: the path of the folder '{folder}' has more", Assert.Single(holder.Log), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Null(await HeldStore.TryReachAsync(folder, Token));
    }

    [Fact]
    public async Task A_backup_of_what_the_worker_holds_is_recounted_and_sound()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);

        var findings = await StoreBackup.WriteAsync(
            await holder.ReachAsync(), _folder["kept.db"], overwrite: false, TimeProvider.System, progress: null, Token);

        Assert.Empty(findings.Faults);
        Assert.Equal(await ((IWholeStore)_store).CountRowsAsync(Token), findings.Rows);
    }

    [Fact]
    public async Task Several_are_answered_at_once_while_votes_go_on()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        var held = await holder.ReachAsync();

        var recounts = Enumerable.Range(0, 10).Select(_ => StoreRecount.RunAsync(held, progress: null, Token)).ToArray();
        for (var n = 1; n <= 50; n++)
            Assert.Equal([new Outcome.Accepted(10_000 + n)], await _store.AppendAsync(WriteBatch.Of(Vote(n)), Token));

        foreach (var findings in await Task.WhenAll(recounts))
        {
            Assert.Empty(findings.Faults);
            Assert.InRange(Assert.Single(findings.Assemblies).Events, 10_000, 10_050);
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: secret\r\n\r\n")]
    [InlineData("{\"build\":\"secret\",\"topic\":\"rows\"}\n")]
    [InlineData("{\"topic\":\"secret\"}\n")]
    [InlineData("[[[[[[[[\n")]
    [InlineData("null\n")]
    [InlineData("no line at all, secret")]
    [InlineData("")]
    public async Task Rubbish_gets_no_answer_and_harms_nothing(string said)
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        for (var n = 0; n < 10; n++)
        {
            using var socket = await holder.ConnectAsync();
            await socket.SendAsync(Encoding.UTF8.GetBytes(said), Token);
            socket.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await RestAsync(socket));
        }

        Assert.Single(await (await holder.ReachAsync()).GetAssembliesAsync(Token));
        Assert.All(holder.Log, line => Assert.StartsWith("Debug", line, StringComparison.Ordinal));
        Assert.DoesNotContain(holder.Log, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Random_bytes_harm_nothing()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        var random = new Random(20260219);
        for (var n = 0; n < 20; n++)
        {
            using var socket = await holder.ConnectAsync();
            var bytes = new byte[random.Next(1, 5_000)];
            random.NextBytes(bytes);
            await socket.SendAsync(bytes, Token);
        }

        Assert.Single(await (await holder.ReachAsync()).GetAssembliesAsync(Token));
        Assert.All(holder.Log, line => Assert.StartsWith("Debug", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_of_another_build_is_told_so()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        using var socket = await holder.ConnectAsync();

        await socket.SendAsync(Encoding.UTF8.GetBytes($"{{\"build\":\"{Guid.NewGuid()}\",\"topic\":\"Rows\"}}\n"), Token);

        Assert.StartsWith("!\"the worker that runs is of another version of this program", await RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_nothing_or_takes_no_answer_is_given_up()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path, Soon);
        using var silent = await holder.ConnectAsync();
        using var slow = await holder.ConnectAsync();
        await slow.SendAsync(Encoding.UTF8.GetBytes($"{{\"build\":\"{Question.ThisBuild}\",\"topic\":\"Rows\"}}\n"), Token);

        await UntilAsync(() => holder.Log.Count == 2);
        var rest = await RestAsync(slow);

        Assert.StartsWith("+[\"assembly\",1,", rest, StringComparison.Ordinal);
        Assert.False(rest.EndsWith("\n.\n", StringComparison.Ordinal));
        Assert.Equal("", await RestAsync(silent));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.reading-*"));
    }

    [Fact]
    public async Task A_command_that_goes_away_half_way_leaves_nothing_behind()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        var held = await holder.ReachAsync();

        Assert.Equal(StoredTable.Assembly, (await held.ReadRowsAsync(Token).FirstAsync(Token)).Table);

        await UntilAsync(() => holder.Log.Count == 1);
        Assert.StartsWith("Debug", holder.Log[0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.reading-*"));
        Assert.Equal([new Outcome.Accepted(10_001)], await _store.AppendAsync(WriteBatch.Of(Vote(1)), Token));
    }

    [Fact]
    public async Task A_worker_that_stops_meanwhile_is_noticed_and_no_backup_is_kept()
    {
        var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        await using var rows = (await holder.ReachAsync()).ReadRowsAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await rows.MoveNextAsync());

        await holder.DisposeAsync();

        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            while (await rows.MoveNextAsync())
                continue;
        });
        Assert.Contains("does not answer; look whether it runs, and say this again", exception.Message, StringComparison.Ordinal);
        Assert.Equal([new Outcome.Accepted(10_001)], await _store.AppendAsync(WriteBatch.Of(Vote(1)), Token));
    }

    [Fact]
    public async Task Nothing_but_what_commands_record_can_be_recorded()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        var held = await holder.ReachAsync();

        await Assert.ThrowsAsync<NotSupportedException>(async () => await held.AppendAsync(WriteBatch.Of(Vote(1)), Token));
        var missing = await Assert.ThrowsAsync<StoreException>(async () => await held.AppendAsync(
            WriteBatch.Of(new Change.SetStage(new AssemblyId(9), Stage.Closed, DateTimeOffset.UnixEpoch)), Token));

        Assert.Contains("assembly 9", missing.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, Assert.Single(await held.GetAssembliesAsync(Token)).Head);
    }

    [Fact]
    public async Task The_key_of_a_command_is_held_against_that_of_the_worker()
    {
        await using var holder = await RunningHolder.StartAsync(_store, _folder.Path);
        var held = await holder.ReachAsync();
        var other = new StorageOptions { Folder = _folder.Path, IdentityKey = _folder.Write("other.key", Convert.ToBase64String(new byte[32])) };

        await InstallationSecret.LoadAsync(Options, held, Token);
        var exception = await Assert.ThrowsAsync<StoreException>(() => InstallationSecret.LoadAsync(other, held, Token));

        Assert.Contains("is not the one the store's participants are known by", exception.Message, StringComparison.Ordinal);
    }

    private Change.CastVote Vote(int person) =>
        new(_assembly, new ParticipantId(person), new StatementId(1), Stance.Pass, DateTimeOffset.UnixEpoch);

    private static async Task<string> RestAsync(Socket socket)
    {
        var (rest, some) = (new StringBuilder(), new byte[1 << 16]);
        while (await ReceiveAsync(socket, some) is > 0 and var length)
            rest.Append(Encoding.UTF8.GetString(some, 0, length));
        return rest.ToString();
    }

    // What was said and not read makes the end of a connection a failure.
    private static async Task<int> ReceiveAsync(Socket socket, byte[] some)
    {
        try
        {
            return await socket.ReceiveAsync(some, Token);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var waited = 0; !condition() && waited < 200; waited++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        Assert.True(condition());
    }
}
