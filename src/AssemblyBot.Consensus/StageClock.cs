using System.Diagnostics;

namespace AssemblyBot.Consensus;

/// <summary>Tells of each stage of an analysis as it begins and keeps what each took.</summary>
internal sealed class StageClock(IProgress<ConsensusProgress>? progress, CancellationToken cancellationToken)
{
    private readonly List<StageTiming> _timings = [];
    private string? _stage;
    private long _since;

    public void Enter(string stage, double done)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Leave();
        (_stage, _since) = (stage, Stopwatch.GetTimestamp());
        progress?.Report(new ConsensusProgress(stage, done));
    }

    public IReadOnlyList<StageTiming> Finish()
    {
        Leave();
        progress?.Report(new ConsensusProgress("done", 1));
        return _timings;
    }

    private void Leave()
    {
        if (_stage is not null)
        {
            _timings.Add(new StageTiming(_stage, Stopwatch.GetElapsedTime(_since).TotalMilliseconds));
        }
    }
}
