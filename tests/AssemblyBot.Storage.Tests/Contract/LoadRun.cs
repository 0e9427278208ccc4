using System.Diagnostics;
using System.Globalization;

namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>A process that casts votes, run until it is killed, with what it has said so far.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<(DateTimeOffset At, string Line)> _lines = [];
    private readonly Task _reading;

    private LoadRun(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the process; returns when it has opened the store.</summary>
    public static async Task<LoadRun> StartAsync(string where, long first, string? mode = null)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "AssemblyBot.Storage.LoadProcess.dll"),
                where,
                first.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        };
        if (mode is not null)
            info.ArgumentList.Add(mode);
        var process = Process.Start(info)!;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            Assert.Equal("open", await process.StandardOutput.ReadLineAsync(patience.Token));
            return new LoadRun(process);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The deliveries that were acknowledged so far, with their sequence numbers.</summary>
    public IReadOnlyList<(long Delivery, long Sequence)> Acknowledged =>
        [.. Lines.Where(line => char.IsDigit(line.Line[0])).Select(line => Parse(line.Line))];

    /// <summary>What it has said so far, and when it was heard.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Line)> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Sends a signal: STOP freezes the process, CONT lets it go on.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Kills it (SIGKILL), and waits until all it had said is heard.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _reading;
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        // The last line may be cut off: what has no line break was not said.
        var rest = "";
        var buffer = new char[8192];
        while (await _process.StandardOutput.ReadAsync(buffer, CancellationToken.None) is > 0 and var length)
        {
            var lines = (rest + new string(buffer, 0, length)).Split('\n');
            rest = lines[^1];
            lock (_lines)
                _lines.AddRange(lines[..^1].Where(line => line.Length > 0).Select(line => (TimeProvider.System.GetUtcNow(), line)));
        }
    }

    private static (long Delivery, long Sequence) Parse(string line)
    {
        var parts = line.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
