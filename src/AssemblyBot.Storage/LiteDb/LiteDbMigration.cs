namespace AssemblyBot.Storage.LiteDb;

/// <summary>One step from a version of the schema to the next; what it does never changes once it was released.</summary>
internal sealed record LiteDbMigration(int Version, string Name, Action<LiteDbSession> Take);
