using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

public sealed class PostgresStoreTests : AssemblyStoreContract
{
    private TestSchema? _schema;

    public override async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        await base.InitializeAsync();
    }

    protected override IAssemblyStore Open() => _schema!.Open(Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
    }
}
