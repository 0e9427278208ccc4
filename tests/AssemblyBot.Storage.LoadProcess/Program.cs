using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Participants;
using AssemblyBot.Core.Ports;
using AssemblyBot.Core.Recording;
using AssemblyBot.Core.Statements;
using AssemblyBot.Storage;
using Microsoft.Extensions.Logging.Abstractions;

// A process to be killed: casts votes through the recorder until it is, and says which ones were acknowledged.
//   FOLDER FIRST   the store, with an assembly of 20 seeds and participants 1 to 200; the number of the first delivery.
// Delivery n is one vote, known by its time: n milliseconds after 1970. The same delivery is the same vote each time it
// is made. A line "n sequence" follows each acknowledgement.
const int producers = 16;
var folder = args[0];
var delivery = long.Parse(args[1], CultureInfo.InvariantCulture) - 1;

await using var store = EmbeddedStore.Open(folder, TimeProvider.System);
var hall = new AssemblyHall(store);
await hall.RefreshAsync(CancellationToken.None);
await using var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance);

using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
output.WriteLine("open");
await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(ProduceAsync)));

async Task ProduceAsync()
{
    while (true)
    {
        var n = Interlocked.Increment(ref delivery);
        var outcome = await recorder.RecordAsync(
            new Change.CastVote(
                new AssemblyId(1),
                new ParticipantId((n % 200) + 1),
                new StatementId((int)(n / 200 % 20) + 1),
                (n % 7) switch { 0 => null, 1 or 2 => Stance.Pass, 3 or 4 => Stance.Agree, _ => Stance.Disagree },
                DateTimeOffset.FromUnixTimeMilliseconds(n)),
            new InboxKey("load", n.ToString(CultureInfo.InvariantCulture)),
            new Cursor("load", n),
            CancellationToken.None);

        var sequence = outcome switch
        {
            Outcome.Accepted { Value: var value } => value,
            Outcome.Duplicate { Value: var value } => value,
            _ => throw new InvalidOperationException($"delivery {n}: {outcome}"),
        };
        lock (output)
            output.WriteLine($"{n} {sequence}");
    }
}
