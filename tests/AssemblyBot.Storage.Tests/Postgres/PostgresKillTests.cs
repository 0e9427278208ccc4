using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

public sealed class PostgresKillTests(ITestOutputHelper output) : KillContract(output), IAsyncLifetime
{
    private TestSchema? _schema;

    protected override string Where => _schema!.ConnectionString;

    protected override IAssemblyStore Open() => _schema!.Open(TimeProvider.System);

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }
}
