namespace AssemblyBot.Storage.Tests.LiteDb;

/// <summary>Whether this build holds LiteDB.</summary>
internal static class LiteDbBuild
{
    /// <summary>Skips the test where it does not.</summary>
    public static void SkipWithout() =>
        Assert.SkipUnless(EmbeddedStore.HasLiteDb, "LiteDB is not in this build; build with NamedPackages=true");
}
