namespace AssemblyBot.Worker.Hosting;

/// <summary>
/// An installation for as long as a command needs it: its store and desk, no platforms. May be used while the worker runs,
/// which notices within seconds.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly IHost _host;

    private StoreSession(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public AssemblyHall Hall => Services.GetRequiredService<AssemblyHall>();

    public TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    public static async Task<StoreSession> OpenAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken cancellationToken)
    {
        var builder = Installation.CreateBuilder(settings);
        HostLogging.Add(builder.Logging, isQuiet: true);
        builder.Services.RunBesideWorker();
        var session = new StoreSession(builder.Build());
        await Installation.OpenAsync(session.Services, cancellationToken);
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
