using System.Diagnostics;
using System.Globalization;
using AssemblyBot.Storage.Tests.Contract;
using AssemblyBot.Testing.Postgres;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>
/// The server, all its processes, is killed (SIGKILL) at random times while a host casts votes, and started again.
/// ASSEMBLYBOT_SERVER_KILLS says how many times; 2 unless it is set.
/// </summary>
public sealed class PostgresServerKillTests(ITestOutputHelper output)
{
    private const string KillsVariable = "ASSEMBLYBOT_SERVER_KILLS";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_vote_is_lost_and_none_counts_twice_when_the_server_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? "2", CultureInfo.InvariantCulture);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the server's processes are found in /proc");
        var folder = Path.Combine(Path.GetTempPath(), $"assemblybot-killed-{Guid.NewGuid():N}");
        try
        {
            await RunAsync(folder, kills);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string folder, int kills)
    {
        var acknowledged = new Dictionary<long, long>();
        var random = new Random(20260219);
        string? schema = null;
        for (var kill = 0; kill <= kills; kill++)
        {
            await using var server = await PostgresServer.StartAsync(folder);
            Assert.SkipWhen(server.ConnectionString is null, server.Why ?? "");
            var where = $"{server.ConnectionString};Search Path={schema ??= (await TestSchema.CreateAsync(server.ConnectionString!)).Name}";
            if (kill == 0)
            {
                await using var store = ServerStore.Open(where, TimeProvider.System);
                await LoadedStore.PrepareAsync(store);
            }

            if (kill == kills)
            {
                await using var store = ServerStore.Open(where, TimeProvider.System);
                await LoadedStore.VerifyAsync(store, acknowledged);
                break;
            }

            var first = 1L;
            while (acknowledged.ContainsKey(first))
                first++;
            await using var run = await LoadRun.StartAsync(where, first, "patient");
            for (var waited = 0; run.Acknowledged.Count == 0 && waited < 600; waited++)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 800)), TimeProvider.System, Token);
            Kill(folder);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token);
            await run.KillAsync();
            LoadedStore.Add(acknowledged, run.Acknowledged);
        }

        output.WriteLine($"{kills} kills of the server, {acknowledged.Count} acknowledged votes, 0 lost, 0 counted twice");
    }

    /// <summary>Kills the postmaster of a folder and then its children.</summary>
    private static void Kill(string folder)
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var children = Directory.GetDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == postmaster)
            .ToArray();
        foreach (var id in children.Prepend(postmaster))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended already.
            }
        }
    }

    private static int? ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
