using AssemblyBot.Core.Leases;
using AssemblyBot.Storage.Erasures;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Worker.Hosting;

/// <summary>The store of the settings and what lies beside it, for the operators' commands; no assembly is read into memory.</summary>
internal sealed class StoreTool : IAsyncDisposable
{
    // Hosts wait for no longer than this when a command is killed.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    private readonly IHost _host;
    private Lease? _lease;

    private StoreTool(IHost host) => _host = host;

    public IAssemblyStore Store => _host.Services.GetRequiredService<IAssemblyStore>();

    public IWholeStore Whole => (IWholeStore)Store;

    public StorageOptions Options => _host.Services.GetRequiredService<IOptions<StorageOptions>>().Value;

    public TimeProvider Clock => _host.Services.GetRequiredService<TimeProvider>();

    public InstallationKeys Keys => _host.Services.GetRequiredService<InstallationKeys>();

    public bool HasKey => File.Exists(Options.IdentityKeyFile);

    /// <summary>Reads and checks the settings; the store is opened when it is first asked for.</summary>
    public static StoreTool Open(IEnumerable<KeyValuePair<string, string?>> settings) => Open(settings, isBesideWorker: false);

    /// <summary>The same for a command that may run beside a worker: where that one alone can have the store open, it is asked.</summary>
    public static StoreTool OpenBesideWorker(IEnumerable<KeyValuePair<string, string?>> settings) => Open(settings, isBesideWorker: true);

    private static StoreTool Open(IEnumerable<KeyValuePair<string, string?>> settings, bool isBesideWorker)
    {
        var builder = Installation.CreateBuilder(settings);
        HostLogging.Add(builder.Logging, isQuiet: true);
        if (isBesideWorker)
            builder.Services.RunBesideWorker();
        var tool = new StoreTool(builder.Build());
        tool._host.Services.GetRequiredService<IStartupValidator>().Validate();
        return tool;
    }

    /// <summary>Refuses a folder without a store, in which the first use would make one.</summary>
    /// <exception cref="StoreException">There is none.</exception>
    public void RequireStore()
    {
        if (!Options.IsShared && !EmbeddedStore.Exists(Options.Provider, Options.Folder))
            throw new StoreException($"there is no store in '{Path.GetFullPath(Options.Folder)}'; set Storage:Folder to the folder that holds it");
    }

    /// <summary>Keeps workers away until the command has ended.</summary>
    /// <exception cref="StoreException">One is running.</exception>
    public async Task KeepWorkersAwayAsync(CancellationToken cancellationToken)
    {
        _host.Services.GetRequiredService<WorkerLock>();
        if (!Options.IsShared)
            return;
        _lease = await Store.TakeLeaseAsync(HeldLeases.Posting, "assemblybot", _longest, cancellationToken)
            ?? throw new StoreException($"a host is at work on {Whole.Name}; stop every host first");
    }

    /// <summary>The installation's list of erasures, and further ones that were kept elsewhere.</summary>
    public static IReadOnlyList<ErasureFile> ErasuresOf(StorageOptions options, InstallationKeys keys, IEnumerable<string> further) =>
        [.. further.Prepend(options.ErasuresFile).Select(file => new ErasureFile(Path.GetFullPath(file), keys))];

    public async ValueTask DisposeAsync()
    {
        if (_lease is { } lease)
            await Store.ReleaseLeaseAsync(lease, CancellationToken.None);
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
