using System.Globalization;

namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>
/// A process that casts votes is killed (SIGKILL) at random times, again and again on the same store.
/// ASSEMBLYBOT_KILLS says how many times; 10 unless it is set.
/// </summary>
public abstract class KillContract(ITestOutputHelper output)
{
    private const string KillsVariable = "ASSEMBLYBOT_KILLS";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The folder, or the connection string.</summary>
    protected abstract string Where { get; }

    /// <summary>Opens the store.</summary>
    protected abstract IAssemblyStore Open();

    /// <summary>Checks what the database itself says of its state.</summary>
    protected virtual Task CheckAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_acknowledged_vote_is_lost_and_none_counts_twice_when_the_process_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? "10", CultureInfo.InvariantCulture);
        await using (var store = Open())
            await LoadedStore.PrepareAsync(store);
        var random = new Random(20260219);
        var acknowledged = new Dictionary<long, long>();

        for (var kill = 0; kill < kills; kill++)
        {
            // What was under way when the process died is delivered again, as a platform does.
            var first = 1L;
            while (acknowledged.ContainsKey(first))
                first++;
            await using var run = await LoadRun.StartAsync(Where, first);

            // Every other time it comes to its first vote, however slow the machine is.
            for (var waited = 0; kill % 2 == 0 && run.Acknowledged.Count == 0 && waited < 600; waited++)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 500)), TimeProvider.System, Token);
            Assert.False(run.HasExited, "the process ended by itself");
            await run.KillAsync();
            LoadedStore.Add(acknowledged, run.Acknowledged);
        }

        Assert.NotEmpty(acknowledged);
        await using (var store = Open())
            await LoadedStore.VerifyAsync(store, acknowledged);
        await CheckAsync();
        output.WriteLine($"{GetType().Name}: {kills} kills, {acknowledged.Count} acknowledged votes, 0 lost, 0 counted twice");
    }
}
