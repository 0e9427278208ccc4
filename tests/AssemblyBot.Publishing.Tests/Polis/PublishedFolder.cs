using System.Text;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Tests.Polis;

/// <summary>A small published conversation whose files a test can change before it is read.</summary>
internal sealed class PublishedFolder : IDisposable
{
    public const string Comments =
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n" +
        "1500000001000,Fri Jul 14 2017,1,7,1,1,1,\"Trams, not cars\"\n" +
        "1500000000000,Fri Jul 14 2017,0,7,2,0,1,\"A \"\"park\"\"\nfor all\"\n" +
        "1500000002000,Fri Jul 14 2017,4,8,0,1,-1,Nonsense\n";

    public const string Votes =
        "timestamp,datetime,comment-id,voter-id,vote\n" +
        "1500000010000,Fri Jul 14 2017,0,7,1\n" +
        "1500000013000,Fri Jul 14 2017,0,8,1\n" +
        "1500000011000,Fri Jul 14 2017,1,8,1\n" +
        "1500000012000,Fri Jul 14 2017,1,8,-1\n" +
        "1500000012000,Fri Jul 14 2017,4,9,-1\n";

    public const string Matrix =
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n" +
        "7,0,2,1,1,0,1,\n" +
        "8,,1,2,1,1,1,-1\n";

    private readonly TemporaryFolder _folder = new();

    private PublishedFolder()
    {
    }

    public static PublishedFolder Empty() => new();

    public static PublishedFolder WithEvents() => Empty().With("comments.csv", Comments).With("votes.csv", Votes);

    public string Path => _folder.Path;

    public PublishedFolder With(string file, string content)
    {
        File.WriteAllBytes(_folder[file], Encoding.UTF8.GetBytes(content));
        return this;
    }

    public Task<PolisConversation> ReadAsync(PolisReadOptions? options = null) =>
        PolisFolder.ReadAsync(Path, options ?? PolisReadOptions.Default, progress: null, TestContext.Current.CancellationToken);

    public Task<PolisFormatException> FaultAsync() => Assert.ThrowsAsync<PolisFormatException>(() => ReadAsync());

    public void Dispose() => _folder.Dispose();
}
