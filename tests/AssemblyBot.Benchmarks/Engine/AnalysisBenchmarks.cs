using AssemblyBot.Consensus;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AssemblyBot.Benchmarks.Engine;

/// <summary>Whole analyses: cold, after a thousand new votes, and by the classic method.</summary>
[Config(typeof(Short))]
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private VoteMatrix _votes = null!;
    private VoteMatrix _before = null!;
    private ConsensusReport _previous = null!;

    public static IEnumerable<ConversationSize> Sizes => ConversationSize.All.Take(3);

    [ParamsSource(nameof(Sizes))]
    public ConversationSize Size { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var votes = Size.Plan().Votes().ToArray();
        _votes = VoteMatrix.From(votes);
        _before = VoteMatrix.From(votes.AsSpan(0, votes.Length - 1000).ToArray());
        _previous = ConsensusEngine.Analyse(_before, new ConsensusOptions());
    }

    [Benchmark(Baseline = true)]
    public ConsensusReport Cold() => ConsensusEngine.Analyse(_votes, new ConsensusOptions());

    [Benchmark]
    public ConsensusReport AfterThousandVotes() => ConsensusEngine.Analyse(_votes, new ConsensusOptions(), _previous);

    [Benchmark]
    public ConsensusReport Classic() => ConsensusEngine.Analyse(_votes, new ConsensusOptions { Method = ConsensusMethod.Classic });

    private sealed class Short : ManualConfig
    {
        public Short() => AddJob(Job.ShortRun.WithWarmupCount(3).WithIterationCount(7).WithToolchain(InProcessEmitToolchain.Instance));
    }
}
