using System.Globalization;
using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>
/// What an embedded store is after a power cut: everything that a process which casts votes does to its files is recorded,
/// and cut at random points. ASSEMBLYBOT_CUTS says at how many; 16 unless it is set.
/// </summary>
public abstract class PowerCutContract(ITestOutputHelper output)
{
    private const string CutsVariable = "ASSEMBLYBOT_CUTS";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many votes are cast while it is recorded.</summary>
    protected virtual int Votes => 1500;

    /// <summary>What the process that casts votes finds in its environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Opens the store of a folder.</summary>
    protected abstract IAssemblyStore Open(string folder);

    /// <summary>Whether a file is one that a machine still has after a power cut, and not a lock or shared memory.</summary>
    protected abstract bool IsKept(string file);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_the_store_opens_after_a_power_cut_at_any_point()
    {
        RecordedRun.SkipUnlessPossible();
        var cuts = int.Parse(System.Environment.GetEnvironmentVariable(CutsVariable) ?? "16", CultureInfo.InvariantCulture);
        using var root = new TemporaryFolder();
        var (before, folder) = (root["before"], root["recorded"]);
        await using (var store = Open(folder))
            await LoadedStore.PrepareAsync(store);
        Directory.CreateDirectory(before);
        foreach (var file in Directory.GetFiles(folder))
            File.Copy(file, Path.Combine(before, Path.GetFileName(file)));
        var calls = await RecordedRun.MakeAsync(folder, root["calls.txt"], Votes, Environment);

        var results = await CutAsync(root, new SimulatedDisk(before, folder), calls, cuts);
        var blind = await CutAsync(root, new SimulatedDisk(before, folder) { HeedsSyncs = false }, calls, 4);

        AssertSound(results);
        Assert.True(blind.Values.Sum(result => result.Lost + result.Unreadable) > 0, "on a disk that never syncs, the cuts see no loss");
    }

    /// <summary>What is asked of a store: that no cut loses a vote or leaves what cannot be read.</summary>
    private protected virtual void AssertSound(IReadOnlyDictionary<CutKind, Result> results) =>
        Assert.All(results.Values, result => Assert.Equal((0, 0), (result.Lost, result.Unreadable)));

    /// <summary>Cuts what was recorded at random points in every way.</summary>
    private async Task<Dictionary<CutKind, Result>> CutAsync(
        TemporaryFolder root, SimulatedDisk disk, IReadOnlyList<RecordedCall> calls, int cuts)
    {
        var first = calls.Index().First(call => call.Item is RecordedCall.Say { Text: "open\n" }).Index;
        var (random, results) = (new Random(20260219), Enum.GetValues<CutKind>().ToDictionary(kind => kind, _ => new Result()));
        var points = Enumerable.Range(0, cuts).Select(_ => random.Next(first, calls.Count)).Order().ToArray();
        var (acknowledged, said) = (new Dictionary<long, long>(), "");
        var at = 0;
        foreach (var (number, point) in points.Index())
        {
            for (; at < point; at++)
            {
                disk.Take(calls[at]);
                if (calls[at] is RecordedCall.Say say)
                    said = Hear(said + say.Text, acknowledged);
            }

            var kind = (CutKind)(number % 4);
            var left = root[$"cut-{number}"];
            disk.Cut(left, kind, random, IsKept);
            await JudgeAsync(kind, results[kind], left, acknowledged);
            Directory.Delete(left, recursive: true);
        }

        var (writes, syncs) = (calls.Count(call => call is RecordedCall.Write), calls.Count(call => call is RecordedCall.Sync));
        var honest = disk.HeedsSyncs ? "" : " on a disk that never syncs";
        output.WriteLine($"{GetType().Name}: {cuts} cuts{honest}, {acknowledged.Count} votes acknowledged before the last one, {writes} writes, {syncs} syncs");
        foreach (var (kind, result) in results)
            output.WriteLine($"  {kind}: {result.Cuts} cuts, {result.Lost} lost votes ({result.MostLost} at most), {result.Unreadable} unreadable");
        return results;
    }

    private async Task JudgeAsync(CutKind kind, Result result, string folder, Dictionary<long, long> acknowledged)
    {
        result.Cuts++;
        try
        {
            await using var store = Open(folder);
            var lost = await LoadedStore.CountLostAsync(store, acknowledged);
            if (lost > 0)
            {
                result.Lost++;
                result.MostLost = Math.Max(result.MostLost, lost);
                return;
            }

            await LoadedStore.VerifyAsync(store, acknowledged);
            await LoadedStore.AddAsync(store, 20);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            result.Unreadable++;
            output.WriteLine($"{GetType().Name}, {kind}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    // What has no line break yet was not said.
    private static string Hear(string said, Dictionary<long, long> acknowledged)
    {
        var lines = said.Split('\n');
        foreach (var line in lines[..^1].Where(line => line.Length > 0 && char.IsDigit(line[0])))
        {
            var numbers = line.Split(' ');
            acknowledged[long.Parse(numbers[0], CultureInfo.InvariantCulture)] = long.Parse(numbers[1], CultureInfo.InvariantCulture);
        }

        return lines[^1];
    }

    private protected sealed class Result
    {
        public int Cuts { get; set; }

        /// <summary>After how many cuts acknowledged votes were missing.</summary>
        public int Lost { get; set; }

        public int MostLost { get; set; }

        /// <summary>After how many cuts the store could not be opened, read, or written to.</summary>
        public int Unreadable { get; set; }
    }
}
