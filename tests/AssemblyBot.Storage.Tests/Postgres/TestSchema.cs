using AssemblyBot.Storage.Postgres;
using AssemblyBot.Testing.Postgres;
using Npgsql;

namespace AssemblyBot.Storage.Tests.Postgres;

/// <summary>An empty schema of a test's own, dropped with all it holds when disposed.</summary>
internal sealed class TestSchema : IAsyncDisposable
{
    private readonly string _server;

    private TestSchema(string server) => _server = server;

    /// <summary>The schema's name.</summary>
    public string Name { get; } = $"test_{Guid.NewGuid():N}";

    /// <summary>Leads to the schema.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server) { SearchPath = Name, ApplicationName = Name, MaxPoolSize = 30 }.ConnectionString;

    /// <summary>Makes a schema; skips the test when there is no server.</summary>
    public static async Task<TestSchema> CreateAsync()
    {
        var server = await PostgresServer.SharedAsync;
        Assert.SkipWhen(server.ConnectionString is null, server.Why ?? "");
        return await CreateAsync(server.ConnectionString!);
    }

    /// <summary>Makes a schema on a server.</summary>
    public static async Task<TestSchema> CreateAsync(string server)
    {
        var schema = new TestSchema(server);
        await schema.ExecuteAsync($"CREATE SCHEMA {schema.Name}");
        return schema;
    }

    public IAssemblyStore Open(TimeProvider clock) => new PostgresDatabase(ConnectionString, clock).Open();

    /// <summary>Runs a statement in the schema.</summary>
    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    /// <summary>The first column of the first row of a query in the schema.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_server) { SearchPath = Name, Pooling = false });
#pragma warning disable CA2100 // Texts of the tests.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA {Name} CASCADE");
}
