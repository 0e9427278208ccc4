using System.Diagnostics;

namespace AssemblyBot.Testing.Postgres;

/// <summary>
/// A PostgreSQL to test against: the one that ASSEMBLYBOT_POSTGRES, a connection string, leads to; or one of our own on
/// loopback, started by <c>.ci/postgres</c> and gone with this process.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The environment variable that leads to a server which runs already; <c>none</c>: there is to be none.</summary>
    public const string Variable = "ASSEMBLYBOT_POSTGRES";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<PostgresServer>> OfThisProcess = new(FindAsync);

    private readonly Process? _script;

    private PostgresServer(string? connectionString, string? why, Process? script) =>
        (ConnectionString, Why, _script) = (connectionString, why, script);

    /// <summary>The server that all tests of this process share.</summary>
    public static Task<PostgresServer> SharedAsync => OfThisProcess.Value;

    /// <summary>Leads to a database in which schemas may be made; null when there is no server.</summary>
    public string? ConnectionString { get; }

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Why { get; }

    /// <summary>Starts a server of one's own; in a folder, it goes on with what one before it has left there.</summary>
    public static async Task<PostgresServer> StartAsync(string? folder = null)
    {
        var script = Path.Combine(SharedFiles.Root, ".ci", "postgres");
        if (OperatingSystem.IsWindows() || !File.Exists(script))
            return Missing("it is started by a shell script");

        var process = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }.With(folder))!;
        var failure = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(LongestStart);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(patience.Token) is { } connectionString)
                return new PostgresServer(connectionString, null, process);
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            return Missing($"it did not start within {LongestStart.TotalSeconds} s");
        }

        return Missing((await failure).Trim().ReplaceLineEndings(" "));
    }

    /// <summary>Ends the server, when it is one of our own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_script is null)
            return;
        using var patience = new CancellationTokenSource(LongestEnd);
        _script.StandardInput.Close();
        await _script.WaitForExitAsync(patience.Token);
        _script.Dispose();
    }

    private static Task<PostgresServer> FindAsync() =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => StartAsync(),
            "none" => Task.FromResult(Missing($"{Variable} says none")),
            var given => Task.FromResult(new PostgresServer(given, null, null)),
        };

    private static PostgresServer Missing(string why) =>
        new(null, $"no PostgreSQL to test against: {why}; {Variable} may hold a connection string", null);
}

file static class StartInfos
{
    public static ProcessStartInfo With(this ProcessStartInfo info, string? argument)
    {
        if (argument is not null)
            info.ArgumentList.Add(argument);
        return info;
    }
}
