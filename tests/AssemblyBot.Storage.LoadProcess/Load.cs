using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;
using AssemblyBot.Core.Statements;

/// <summary>Sixteen producers that make deliveries one after the other; the cursor stands at the lowest that is not done.</summary>
internal sealed class Load(Recorder recorder, TextWriter output, bool isPatient)
{
    public const string Source = "load";

    private const int Producers = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _underWay = [];
    private long _next;

    /// <summary>Makes deliveries until it is cancelled.</summary>
    public async Task RunAsync(long first, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _underWay.Clear();
            _next = first;
        }

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(_ => Task.Run(() => ProduceAsync(cancellationToken), CancellationToken.None)));
    }

    private async Task ProduceAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            long n, lowest;
            lock (_gate)
            {
                _underWay.Add(n = _next++);
                lowest = _underWay.Min;
            }

            if (await MakeAsync(n, lowest, cancellationToken) is not { } sequence)
                return;
            lock (_gate)
                _underWay.Remove(n);
            lock (output)
                output.WriteLine($"{n} {sequence}");
        }
    }

    private async Task<long?> MakeAsync(long n, long lowest, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await recorder.RecordAsync(VoteOf(n), KeyOf(n), new Cursor(Source, lowest), CancellationToken.None) switch
                {
                    Outcome.Accepted { Value: var value } => value,
                    Outcome.Duplicate { Value: var value } => value,
                    var outcome => throw new InvalidOperationException($"delivery {n}: {outcome}"),
                };
            }
            catch (StoreException) when (isPatient)
            {
                if (cancellationToken.IsCancellationRequested)
                    return null;
                await Task.Delay(_pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static InboxKey KeyOf(long n) => new(Source, n.ToString(CultureInfo.InvariantCulture));

    private static Change.CastVote VoteOf(long n) => new(
        new AssemblyId(1),
        new ParticipantId((n % 200) + 1),
        new StatementId((int)(n / 200 % 20) + 1),
        (n % 7) switch { 0 => null, 1 or 2 => Stance.Pass, 3 or 4 => Stance.Agree, _ => Stance.Disagree },
        DateTimeOffset.FromUnixTimeMilliseconds(n));
}
