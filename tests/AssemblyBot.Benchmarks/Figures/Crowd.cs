using System.Collections.Concurrent;
using System.Diagnostics;

namespace AssemblyBot.Benchmarks.Figures;

/// <summary>
/// People who press: once everybody again as soon as they are served, once with a press from each every 0.4 seconds.
/// </summary>
internal static class Crowd
{
    /// <summary>Measures and prints.</summary>
    /// <param name="people">How many there are.</param>
    /// <param name="press">Has one of them press once; the times to the answer and, where it comes apart from it, to the card.</param>
    /// <param name="reset">Starts the count of calls anew.</param>
    /// <param name="calls">The calls since, by name.</param>
    public static async Task MeasureAsync(
        int people, Func<int, Random, Task<TimeSpan[]>> press, Action reset, Func<IEnumerable<KeyValuePair<string, int>>> calls)
    {
        var seconds = TimeSpan.FromSeconds(10);
        await RunAsync("warm-up", TimeSpan.FromSeconds(3), pause: TimeSpan.Zero);
        await RunAsync("all at once, again as soon as served", seconds, pause: TimeSpan.Zero);
        await RunAsync($"each every 0.4 seconds: {people * 5 / 2} presses a second offered", seconds, pause: TimeSpan.FromSeconds(0.4));

        async Task RunAsync(string name, TimeSpan duration, TimeSpan pause)
        {
            reset();
            var times = new ConcurrentBag<TimeSpan[]>();
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, people).Select(index => Task.Run(() => GoOnAsync(index))));
            var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var busy = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / times.Count;

            Console.WriteLine($"""
                {name}
                  {times.Count / took:F0} votes/s ({times.Count} in {took:F1} s), {busy:F2} ms of processor time a vote, fake server and people included
                  answer: {Describe(times.Select(time => time[0]))}
                """);
            if (times.First().Length > 1)
                Console.WriteLine($"  card:   {Describe(times.Select(time => time[1]))}");
            Console.WriteLine($"  calls per press: {string.Join(", ", calls().OrderByDescending(call => call.Value).Select(call => $"{call.Key} {(double)call.Value / times.Count:F3}"))}");

            async Task GoOnAsync(int index)
            {
                var random = new Random(index);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause * random.NextDouble(), TimeProvider.System);
                while (Stopwatch.GetElapsedTime(started) < duration)
                {
                    var next = Stopwatch.GetTimestamp();
                    times.Add(await press(index, random));
                    var left = pause - Stopwatch.GetElapsedTime(next);
                    if (left > TimeSpan.Zero)
                        await Task.Delay(left, TimeProvider.System);
                }
            }
        }
    }

    private static string Describe(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return $"median {Quantiles.Of(sorted, 0.5):F0} ms, 99 of 100 under {Quantiles.Of(sorted, 0.99):F0} ms, all under {Math.Ceiling(sorted[^1]):F0} ms";
    }
}
