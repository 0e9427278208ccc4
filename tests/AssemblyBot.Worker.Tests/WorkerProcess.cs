using System.Diagnostics;
using System.Text;
using AssemblyBot.Testing;

namespace AssemblyBot.Worker.Tests;

/// <summary>The program itself, as a process, started in a folder of its own with the repository's configuration.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written to its standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it has written to its standard error so far.</summary>
    public string Errors => Read(_errors);

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the program in <paramref name="folder"/> with the given arguments and environment.</summary>
    public static WorkerProcess Start(string folder, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        var config = Path.Combine(folder, "config");
        if (!Directory.Exists(config))
            Copy(Path.Combine(SharedFiles.Root, "config"), config);

        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "assemblybot.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end, with <paramref name="input"/> as all there is to read.</summary>
    public static async Task<WorkerProcess> RunAsync(string folder, IReadOnlyList<string> arguments, string input = "", params (string Name, string Value)[] environment)
    {
        var worker = Start(folder, arguments, environment);
        await worker._process.StandardInput.WriteAsync(input);
        worker._process.StandardInput.Close();
        await worker.EndedAsync();
        return worker;
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Kills it: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
        await EndedAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task EndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static void Take(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
