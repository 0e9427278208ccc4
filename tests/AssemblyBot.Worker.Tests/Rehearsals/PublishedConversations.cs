using AssemblyBot.Publishing.Polis;
using AssemblyBot.Worker.Rehearsals;

namespace AssemblyBot.Worker.Tests.Rehearsals;

/// <summary>The published conversations beside the repository; a test without them is skipped by name.</summary>
internal static class PublishedConversations
{
    public static string FolderOf(string name)
    {
        var path = $"fixtures/opendata/{name}";
        Assert.SkipUnless(SharedFiles.Has(path), SharedFiles.SkipReason(path));
        return SharedFiles.Find(path);
    }

    public static async Task<Rehearsed> ReadAsync(string name, CancellationToken cancellationToken) => RehearsedConversations.From(
        await PolisFolder.ReadAsync(FolderOf(name), new PolisReadOptions(), progress: null, cancellationToken));
}
