namespace AssemblyBot.Worker.Tests;

/// <summary>The file that a new folder gets in this build: SQLite's, or LiteDB's in a build with the named packages.</summary>
internal static class EmbeddedFile
{
    /// <summary>Its name in the folder.</summary>
    public static string Name => EmbeddedStore.HasLiteDb ? "assemblybot.litedb" : "assemblybot.db";

    /// <summary>The name of its log: what was written last may be there alone.</summary>
    public static string LogName => EmbeddedStore.HasLiteDb ? $"{Name}-log" : $"{Name}-wal";

    /// <summary>The setting that names its kind.</summary>
    public static string Provider => EmbeddedStore.HasLiteDb ? StorageOptions.LiteDb : StorageOptions.Sqlite;

    /// <summary>The bytes of each of its pages.</summary>
    public static int PageSize => EmbeddedStore.HasLiteDb ? 8192 : 4096;
}
