using AssemblyBot.Storage.Erasures;
using AssemblyBot.Storage.Held;
using AssemblyBot.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage;

/// <summary>Registers the store.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds <see cref="IAssemblyStore"/>, <see cref="InstallationKeys"/> and <see cref="WorkerLock"/>. Each is opened when
    /// it is first asked for, and a <see cref="StoreException"/> then says in one line what is wrong.
    /// </summary>
    /// <remarks>A worker asks for <see cref="WorkerLock"/> first; a command that only uses the store never does.</remarks>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>()
            .Bind(configuration.GetSection(StorageOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider =>
            OptionsOf(provider) is { IsShared: false, Folder: var folder } ? WorkerLock.Take(folder) : WorkerLock.NotNeeded);
        services.AddSingleton(provider => Open(OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAssemblyStore>(provider => provider.GetRequiredService<IKeyedStore>());

        // The container asks without waiting; SQLite answers without waiting either, the others once at the start.
        services.AddSingleton(provider => InstallationSecret
            .LoadAsync(OptionsOf(provider), provider.GetRequiredService<IKeyedStore>(), CancellationToken.None)
            .GetAwaiter().GetResult());
        services.AddSingleton<IErasureList>(provider =>
            new ErasureFile(OptionsOf(provider).ErasuresFile, provider.GetRequiredService<InstallationKeys>()));
        return services;
    }

    /// <summary>Lets commands ask the worker, where it alone can have the store open; for the worker itself.</summary>
    public static IServiceCollection AddStoreHolder(this IServiceCollection services) => services.AddHostedService<StoreHolder>();

    /// <summary>
    /// For a command that may run beside a worker: where the worker alone can have the store open, <see cref="IAssemblyStore"/>
    /// asks the worker. It then knows only what such commands need.
    /// </summary>
    public static IServiceCollection RunBesideWorker(this IServiceCollection services) => services.Replace(
        ServiceDescriptor.Singleton(provider => OpenBesideWorker(OptionsOf(provider), provider.GetRequiredService<TimeProvider>())));

    /// <summary>Opens the store that the settings name, for a command that uses another one besides.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is not ours; it is left as it was.</exception>
    public static IAssemblyStore OpenStore(StorageOptions options, TimeProvider clock) => Open(options, clock);

    /// <summary>Whether both settings lead to one file. It is not opened: LiteDB's cannot be, twice.</summary>
    public static bool IsOneFile(StorageOptions one, StorageOptions other) =>
        !one.IsShared && !other.IsShared
        && EmbeddedStore.PathOf(one.Provider, one.Folder) == EmbeddedStore.PathOf(other.Provider, other.Folder);

    private static IKeyedStore Open(StorageOptions options, TimeProvider clock) => options.IsShared
        ? new PostgresDatabase(options.ConnectionString!, clock).Open()
        : EmbeddedStore.OpenKeyed(options.Provider, options.Folder, clock);

    private static IKeyedStore OpenBesideWorker(StorageOptions options, TimeProvider clock) => options.IsShared
        ? Open(options, clock)
        : EmbeddedStore.OpenBesideWorker(options.Provider, options.Folder, clock);

    private static StorageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
