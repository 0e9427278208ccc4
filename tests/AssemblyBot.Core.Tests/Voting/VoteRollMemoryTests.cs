namespace AssemblyBot.Core.Tests.Voting;

/// <summary>How much memory votes take. Runs alone, because it measures.</summary>
[Collection<MemoryCollection>]
public sealed class VoteRollMemoryTests
{
    [Fact]
    public void A_million_votes_take_less_than_five_bytes_each()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var roll = new VoteRoll();
        for (var n = 0; n < 1_000_000; n++)
            roll.Apply(n + 1, new ParticipantId((n % 50_000) + 1), new StatementId((n / 50_000) + 1), Stance.Agree);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(1_000_000, roll.VoteCount);
        Assert.InRange(after - before, 1, 5_000_000);
    }
}

/// <summary>Tests that no other runs beside.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MemoryCollection;
