namespace AssemblyBot.Telegram.Tests;

/// <summary>How much the process holds, bot, server and people together.</summary>
internal static class HeapSize
{
    /// <summary>What it may grow by where memory is to stay flat.</summary>
    public const long FlatWithin = 4 * 1024 * 1024;

    /// <summary>The managed heap after a full collection, in bytes.</summary>
    public static long Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
