using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

public sealed class PostgresStoreTests : AssemblyStoreContract
{
    private TestSchema? _schema;
    private TestSchema? _another;

    public override async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _another = await TestSchema.CreateAsync();
        await base.InitializeAsync();
    }

    protected override IAssemblyStore Open() => _schema!.Open(Clock);

    protected override IAssemblyStore OpenAnother() => _another!.Open(Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
        if (_another is not null)
            await _another.DisposeAsync();
    }
}
