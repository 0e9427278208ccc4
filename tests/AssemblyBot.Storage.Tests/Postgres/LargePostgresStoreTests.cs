using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

public sealed class LargePostgresStoreTests : LargeStoreContract, IAsyncLifetime
{
    private TestSchema? _schema;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    protected override IAssemblyStore Open() => _schema!.Open(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
            await _schema.DisposeAsync();
    }
}
