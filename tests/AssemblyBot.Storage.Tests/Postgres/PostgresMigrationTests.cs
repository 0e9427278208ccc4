using AssemblyBot.Storage.Postgres;
using AssemblyBot.Storage.Tests.Contract;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>
/// A store of every version that was ever written, kept as text in <c>Fixtures</c>, opened by this program. Who adds a step
/// to the schema adds a store of the version before.
/// </summary>
public sealed class PostgresMigrationTests
{
    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, PostgresSchema.Migrations.Count - 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_store_of_an_older_version_is_read_and_written_as_one_of_today(int version)
    {
        await using var schema = await TestSchema.CreateAsync();
        await schema.ExecuteAsync(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Postgres", "Fixtures", $"version-{version}.sql"), Token));

        await using var store = schema.Open(TimeProvider.System);

        await KeptRehearsal.VerifyAsync(store);
        await KeptRehearsal.VoteAsync(store);
    }
}
