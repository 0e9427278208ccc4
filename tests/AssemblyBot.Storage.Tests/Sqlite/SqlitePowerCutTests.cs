using AssemblyBot.Storage.Sqlite;
using AssemblyBot.Storage.Tests.PowerCuts;

namespace AssemblyBot.Storage.Tests.Sqlite;

public sealed class SqlitePowerCutTests(ITestOutputHelper output) : PowerCutContract(output)
{
    protected override IAssemblyStore Open(string folder) => new SqliteFile(Path.Combine(folder, SqliteFile.Name), TimeProvider.System).Open();

    protected override bool IsKept(string file) => !file.EndsWith("-shm", StringComparison.Ordinal);
}
