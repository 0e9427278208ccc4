using System.Net.Sockets;
using AssemblyBot.Storage.Held;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage.Tests.Held;

/// <summary>What answers for a store in a folder, as in a worker; any kind of store.</summary>
internal sealed class RunningHolder : IAsyncDisposable
{
    private readonly StoreHolder _holder;
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly string _folder;

    private RunningHolder(IAssemblyStore store, string folder, TimeSpan patience)
    {
        _folder = folder;
        _loggers = new LoggerFactory([_log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        _holder = new StoreHolder(
            (IKeyedStore)store, Options.Create(new StorageOptions { Folder = folder }), TimeProvider.System, _loggers.CreateLogger<StoreHolder>())
        {
            IsNeeded = true,
            Patience = patience,
        };
    }

    public IReadOnlyList<string> Log => _log.Lines;

    public string SocketPath => Path.Combine(_folder, HolderSocket.Name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningHolder> StartAsync(IAssemblyStore store, string folder, TimeSpan? patience = null)
    {
        var running = new RunningHolder(store, folder, patience ?? TimeSpan.FromMinutes(1));
        await running._holder.StartAsync(Token);
        return running;
    }

    /// <summary>The store as a command sees it.</summary>
    public async Task<HeldStore> ReachAsync() => await HeldStore.TryReachAsync(_folder, Token) ?? throw new InvalidOperationException("nobody listens");

    /// <summary>A connection on which anything can be said.</summary>
    public async Task<Socket> ConnectAsync() =>
        await HolderSocket.TryConnectAsync(_folder, Token) ?? throw new InvalidOperationException("nobody listens");

    public Task StopAsync() => _holder.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _holder.Dispose();
        _loggers.Dispose();
    }
}
