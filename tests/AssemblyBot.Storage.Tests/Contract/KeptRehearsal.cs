namespace AssemblyBot.Storage.Tests.Contract;

/// <summary>What the stores of older versions hold that are kept as text in the folders <c>Fixtures</c>: the same in all of them.</summary>
internal static class KeptRehearsal
{
    public const int Votes = 23;
    public const int People = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything is there.</summary>
    public static async Task VerifyAsync(IAssemblyStore store)
    {
        var assembly = Assert.Single(await store.GetAssembliesAsync(Token));
        Assert.Equal(("rehearsal", (long)Votes), (assembly.Code, assembly.Head));
        Assert.Equal(8, (await store.GetStatementsAsync(assembly.Id, Token)).Count);
        Assert.Equal(People, await store.CountParticipantsAsync(assembly.Id, Token));
        Assert.Single(await store.GetChannelsAsync(Token));
        Assert.NotNull(await store.GetLastSummaryAsync(assembly.Id, Token));

        var events = await store.ReadVoteEventsAsync(assembly.Id, 0, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, Votes).Select(n => (long)n), events.Select(e => e.Sequence));
        var current = await store.ReadCurrentVotesAsync(assembly.Id, Token).ToListAsync(Token);
        Assert.Equal(
            events.Select(e => (e.Participant, e.Statement, e.Stance)).ToHashSet(),
            current.Select(vote => (vote.Participant, vote.Statement, (Stance?)vote.Stance)).ToHashSet());
    }

    /// <summary>One vote more can be cast, and gets the next number.</summary>
    public static async Task VoteAsync(IAssemblyStore store)
    {
        var first = await store.ReadVoteEventsAsync(new AssemblyId(1), 0, Token).FirstAsync(Token);
        var again = new Change.CastVote(new AssemblyId(1), first.Participant, first.Statement, Stance.Pass, DateTimeOffset.UnixEpoch);
        Assert.Equal([new Outcome.Accepted(Votes + 1)], await store.AppendAsync(WriteBatch.Of(again), Token));
    }
}
