using System.Diagnostics;
using System.Globalization;

namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>A process that casts votes into a store, with every call by which it changes a file written down (strace).</summary>
internal static class RecordedRun
{
    private const string Strace = "/usr/bin/strace";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    /// <summary>Skips the test where nothing can be recorded.</summary>
    public static void SkipUnlessPossible()
    {
        Assert.SkipUnless(File.Exists(Strace), "strace is not installed (Debian: apt-get install strace)");
        using var probe = Process.Start(new ProcessStartInfo(Strace, ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        Assert.SkipUnless(probe.ExitCode == 0, "strace may not trace processes here");
    }

    /// <summary>Lets a process cast so many votes into the store of a folder and kills it; what it did.</summary>
    public static async Task<IReadOnlyList<RecordedCall>> MakeAsync(
        string folder, string log, int votes, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(
            Strace,
            [
                "-f", "-y", "-xx", "-s", "1000000", "-e", $"trace={StraceReader.Calls}", "-o", log,
                "dotnet", Path.Combine(AppContext.BaseDirectory, "AssemblyBot.Storage.LoadProcess.dll"), folder, "1",
            ])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var strace = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            // The first line says that the store is open; each of the others acknowledges a vote.
            for (var line = 0; line <= votes; line++)
                Assert.NotNull(await strace.StandardOutput.ReadLineAsync(patience.Token));
        }
        finally
        {
            Kill(strace.Id);
        }

        await strace.WaitForExitAsync(patience.Token);
        return [.. StraceReader.Read(log, folder)];
    }

    // The traced process first: without it strace ends by itself, all written.
    private static void Kill(int strace)
    {
        foreach (var child in File.ReadAllText($"/proc/{strace}/task/{strace}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var process = Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
            process.Kill();
        }
    }
}
