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

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

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
        var random = new Random(20260219);
        var server = await PostgresServer.StartAsync(folder);
        Assert.SkipWhen(server.ConnectionString is null, server.Why ?? "");
        try
        {
            var schema = await TestSchema.CreateAsync(server.ConnectionString!);
            await using (var store = schema.Open(TimeProvider.System))
                await LoadedStore.PrepareAsync(store);

            // The host lives on, and tries again what it could not write.
            await using var run = await LoadRun.StartAsync(schema.ConnectionString, 1, "patient");
            for (var kill = 0; kill < kills; kill++)
            {
                await MoreAsync(run);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 500)), TimeProvider.System, Token);
                Kill(folder);
                await server.DisposeAsync();
                server = await PostgresServer.StartAsync(folder);
                Assert.Null(server.Why);
            }

            await MoreAsync(run);
            await run.KillAsync();
            var acknowledged = new Dictionary<long, long>();
            LoadedStore.Add(acknowledged, run.Acknowledged);
            Assert.NotEmpty(acknowledged);
            await using (var store = schema.Open(TimeProvider.System))
                await LoadedStore.VerifyAsync(store, acknowledged);
            output.WriteLine($"{kills} kills of the server, {acknowledged.Count} acknowledged votes, 0 lost, 0 counted twice");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Waits until more votes are acknowledged.</summary>
    private static async Task MoreAsync(LoadRun run)
    {
        var (before, started) = (run.Acknowledged.Count, TimeProvider.System.GetTimestamp());
        while (run.Acknowledged.Count < before + 50)
        {
            Assert.False(run.HasExited, "the process ended by itself");
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _patience, "no more votes are acknowledged");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
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
