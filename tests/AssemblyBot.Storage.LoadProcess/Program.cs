using System.Globalization;
using AssemblyBot.Core.Assemblies;
using AssemblyBot.Core.Leases;
using AssemblyBot.Core.Recording;
using Microsoft.Extensions.Logging.Abstractions;

// A process to be killed: casts votes through the recorder until it is, and says which ones were acknowledged.
//   STORE FIRST [patient|host]
// STORE is a folder or a PostgreSQL connection string, with an assembly of 20 seeds and participants 1 to 200; FIRST the
// number of the first delivery. Delivery n is one vote, known by its time: n milliseconds after 1970. The same delivery is
// the same vote each time it is made. A line "n sequence" follows each acknowledgement.
//   patient   what the store does not take is tried again
//   host      the same, as one of several hosts: votes and posts under a lease, from where the last host came to
await using var store = LoadStore.Open(args[0]);
var hall = new AssemblyHall(store);
await hall.RefreshAsync(CancellationToken.None);
var held = new HeldLeases(TimeProvider.System);
await using var recorder = new Recorder(store, hall, NullLogger<Recorder>.Instance, held);

using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var load = new Load(recorder, output, isPatient: args.Length > 2);
output.WriteLine("open");
if (args is [_, _, "host"])
{
    using var keeper = new LeaseKeeper(store, held, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
    await new LeasedHost(store, recorder, held, keeper, load, output).RunAsync();
}
else
{
    await load.RunAsync(long.Parse(args[1], CultureInfo.InvariantCulture), CancellationToken.None);
}
