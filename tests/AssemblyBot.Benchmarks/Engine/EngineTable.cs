using System.Diagnostics;
using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Findings;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Benchmarks.Engine;

/// <summary>The table of costs in the README: each row in a process of its own, so that its peak memory is its own.</summary>
internal static class EngineTable
{
    private const int Runs = 5;

    /// <summary>All rows or, given a number from 1, that row in this process.</summary>
    public static int Run(string[] args)
    {
        if (args is [var one])
        {
            Measure(ConversationSize.All[int.Parse(one, CultureInfo.InvariantCulture) - 1]);
            return 0;
        }

        Console.WriteLine(FormattableString.Invariant($"This machine reads {BytesPerMillisecond() / 1e6:F1} GB/s on {Environment.ProcessorCount} cores. The limit is the bytes of the votes × passes ÷ that."));
        Console.WriteLine("| people × statements | votes | load ms | first run ms | cold ms | of CPU | after 1,000 votes ms | of CPU | classic ms | passes | limit ms | cold ÷ limit | peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (var row = 1; row <= ConversationSize.All.Length; row++)
        {
            using var child = Process.Start(Environment.ProcessPath!, ["engine", row.ToString(CultureInfo.InvariantCulture)]);
            child.WaitForExit();
            if (child.ExitCode != 0)
            {
                return child.ExitCode;
            }
        }

        return 0;
    }

    private static void Measure(ConversationSize size)
    {
        var options = new ConsensusOptions();
        var clock = Stopwatch.StartNew();
        var votes = VoteMatrix.From(size.Plan().Votes());
        var load = clock.Elapsed.TotalMilliseconds;

        var (first, _) = Time(() => ConsensusEngine.Analyse(votes, options));
        var peak = Peak();
        var runs = votes.VoteCount > 10_000_000 ? 2 : votes.VoteCount < 100_000 ? 12 * Runs : 2 * Runs;
        for (var i = 0; i < Math.Min(runs, 3); i++)
        {
            GC.KeepAlive(ConsensusEngine.Analyse(votes, options));
        }

        var (cold, coldCpu) = Median(runs, () => ConsensusEngine.Analyse(votes, options));
        var previous = ConsensusEngine.Analyse(VoteMatrix.From(size.Plan().Votes().Take(votes.VoteCount - 1000)), options);
        var (warm, warmCpu) = Median(runs, () => ConsensusEngine.Analyse(votes, options, previous));
        double? classic = votes.VoteCount > 10_000_000 ? null : Median(3, () => ConsensusEngine.Analyse(votes, options with { Method = ConsensusMethod.Classic })).Wall;
        var passes = Passes(votes, options);
        var limit = passes * sizeof(uint) * (double)votes.VoteCount / BytesPerMillisecond();
        Console.WriteLine(FormattableString.Invariant(
            $"| {size.People:N0} × {size.Statements:N0} | {votes.VoteCount:N0} | {load:F0} | {first:F0} | {cold:F1} | {coldCpu:F1} | {warm:F1} | {warmCpu:F1} | {classic:F0} | {passes} | {limit:F2} | {cold / limit:F0} | {peak} |"));
    }

    /// <summary>The medians of the time on the clock and of the processor time of all cores.</summary>
    private static (double Wall, double Cpu) Median(int runs, Func<ConsensusReport> analyse)
    {
        var times = Enumerable.Range(0, runs).Select(_ => Time(analyse)).ToArray();
        return (times.Select(time => time.Wall).Order().ElementAt(runs / 2), times.Select(time => time.Cpu).Order().ElementAt(runs / 2));
    }

    private static (double Wall, double Cpu) Time(Func<ConsensusReport> analyse)
    {
        using var process = Process.GetCurrentProcess();
        var (since, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        GC.KeepAlive(analyse());
        var wall = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    /// <summary>Passes over all votes in a cold run: those of the components and the bridging score, the map and the groups' counts.</summary>
    private static int Passes(VoteMatrix votes, ConsensusOptions options)
    {
        var (rows, centre) = (VoteRows.Of(votes), Centre.Of(votes.Counts, votes.ModeratedOut, false));
        using var gram = new GramProduct(rows, centre, options.EffectiveThreads, CancellationToken.None);
        var components = BlockKrylov.Compute(gram, 2, null);
        return gram.Passes + Bridging.Fit(rows, votes, components, options.EffectiveThreads, CancellationToken.None).Sweeps + 2;
    }

    /// <summary>How fast this machine reads memory on all cores.</summary>
    private static double BytesPerMillisecond()
    {
        var memory = new ulong[1 << 25];
        var best = double.PositiveInfinity;
        for (var round = 0; round < 4; round++)
        {
            var since = Stopwatch.GetTimestamp();
            Parallel.For(0, Environment.ProcessorCount, part =>
            {
                var slice = memory.AsSpan(memory.Length / Environment.ProcessorCount * part, memory.Length / Environment.ProcessorCount);
                GC.KeepAlive(slice.Contains(1UL));
            });
            best = Math.Min(best, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return memory.Length * (double)sizeof(ulong) / best;
    }
}
