using AssemblyBot.Storage.LiteDb;

namespace AssemblyBot.Storage.Tests.LiteDb.Files;

/// <summary>A store with a little of what matters: an assembly, a person, three votes, a delivery.</summary>
internal static class SmallStore
{
    public static readonly AssemblyId Assembly = new(1);
    public static readonly ParticipantId Ada = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fills an empty store.</summary>
    public static async Task FillAsync(LiteDbStore store)
    {
        var text = LocalText.Of("en", "Words");
        var settings = new AssemblySettings { Title = text, Question = text, Introduction = text, Languages = ["en"] };
        await store.AppendAsync(
            WriteBatch.Of(
                new Change.CreateAssembly(
                    "commons", settings, Stage.Open, [LocalText.Of("en", "One"), LocalText.Of("en", "Two")], DateTimeOffset.UnixEpoch),
                new Change.Join(Assembly, new Account("telegram", "hash of ada", [1, 2, 3]), 1, DateTimeOffset.UnixEpoch),
                Vote(1, Stance.Agree),
                Vote(2, Stance.Pass),
                Vote(1, Stance.Disagree)),
            Token);
        Assert.IsType<Outcome.Accepted>(await VoteAsync(store));
    }

    /// <summary>The one vote that comes as a delivery; a second time it changes nothing.</summary>
    public static async Task<Outcome> VoteAsync(LiteDbStore store) => (await store.AppendAsync(
        new WriteBatch([new Entry(Vote(2, Stance.Agree), new InboxKey("telegram:bot", "1"))], []), Token)).Single();

    /// <summary>All is there as it was written.</summary>
    public static async Task VerifyAsync(LiteDbStore store)
    {
        var assembly = Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Equal(("commons", 4L, "Words"), (assembly.Code, assembly.Head, assembly.Settings.Title.In("en")));
        Assert.Equal(["One", "Two"], (await store.GetStatementsAsync(Assembly, Token)).Select(statement => statement.Text.In("en")));
        Assert.Equal(
            [(1L, 1, (Stance?)Stance.Agree), (2, 2, Stance.Pass), (3, 1, Stance.Disagree), (4, 2, Stance.Agree)],
            (await store.ReadVoteEventsAsync(Assembly, 0, Token).ToListAsync(Token)).Select(e => (e.Sequence, e.Statement.Number, e.Stance)));
        Assert.Equal(
            [(1, Stance.Disagree), (2, Stance.Agree)],
            (await store.ReadCurrentVotesAsync(Assembly, Token).ToListAsync(Token)).Select(vote => (vote.Statement.Number, vote.Stance)));
        Assert.Equal(Ada, (await store.FindParticipantAsync("hash of ada", Token))!.Id);
        Assert.Equal([1, 2, 3], Assert.Single(await store.GetAccountsAsync(Ada, Token)).SealedAddress);
    }

    private static Change.CastVote Vote(int statement, Stance stance) =>
        new(Assembly, Ada, new StatementId(statement), stance, DateTimeOffset.UnixEpoch);
}
