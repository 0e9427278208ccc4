namespace AssemblyBot.Core.Tests.Statements;

public sealed class StatementPickerTests
{
    [Fact]
    public async Task Everyone_sees_every_statement_once_and_none_twice()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(25));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var seen = new List<int>();

        while (ana.Statement is { } statement)
        {
            seen.Add(statement);
            await ana.VotesAsync(Stance.Pass);
        }

        Assert.Equal(Enumerable.Range(1, 25), seen.Order());
        Assert.NotEqual(Enumerable.Range(1, 25), seen);
    }

    [Fact]
    public async Task Nobody_is_asked_about_their_own_statement()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(3).ModeratedAfter());
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.WritesAsync("Libraries lend tools");
        await ana.AsksAsync(new CardAction.Next(null));
        var seen = new List<int>();

        while (ana.Statement is { } statement)
        {
            seen.Add(statement);
            await ana.VotesAsync(Stance.Pass);
        }

        Assert.Equal([1, 2, 3], seen.Order());
        Assert.Contains("3 statements", ana.Card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_asked_for_twice_or_after_a_restart_holds_the_same_statement()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(40));
        var people = await installation.PeopleAsync(8);
        foreach (var (person, votes) in people.Select((person, index) => (person, index)))
        {
            for (var vote = 0; vote < votes; vote++)
                await person.VotesAsync(Stance.Agree);
        }

        var shown = people.Select(person => person.Statement).ToArray();
        foreach (var person in people)
            await person.AsksAsync(new CardAction.Next(null));
        var again = people.Select(person => person.Statement).ToArray();
        await installation.RestartAsync();
        foreach (var person in people)
            await person.AsksAsync(new CardAction.Next(null));

        Assert.Equal(shown, again);
        Assert.Equal(shown, people.Select(person => person.Statement));
        Assert.True(shown.Distinct().Count() > 3, "different people get different statements");
    }

    [Fact]
    public async Task First_statements_are_spread_evenly_over_people()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(5));
        var keys = new InstallationKeys(System.Security.Cryptography.SHA256.HashData("a fixed secret"u8));
        var picker = new StatementPicker(keys);
        var (nothing, counts) = (new VoteRoll().Of(new ParticipantId(1)), new int[5]);

        for (var participant = 1; participant <= 5000; participant++)
            counts[picker.Choose(installation.Assembly, new ParticipantId(participant), nothing)!.Id.Number - 1]++;

        AssertDistribution([1000, 1000, 1000, 1000, 1000], counts);
    }

    [Fact]
    public async Task Without_findings_a_draw_is_uniform()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(6));
        var candidates = installation.Assembly.Statements;

        var counts = Draws(candidates, null, 6000);

        AssertDistribution(Enumerable.Repeat(1000.0, 6), counts);
    }

    [Fact]
    public async Task With_findings_a_draw_follows_the_priorities_over_a_uniform_floor_of_a_fifth()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(5));
        var findings = FindingsWith(1, 2, 3, 4, 0);

        var counts = Draws(installation.Assembly.Statements, findings, 10_000);

        // 10,000 · (0.2/5 + 0.8 · priority/10): also the one with priority 0 is drawn now and then.
        AssertDistribution([1200, 2000, 2800, 3600, 400], counts);
    }

    [Fact]
    public async Task A_statement_that_the_engine_has_not_seen_counts_as_one_without_votes()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var findings = FindingsWith(5.0625);

        var counts = Draws(installation.Assembly.Statements, findings, 4000);

        AssertDistribution([2000, 2000], counts);
    }

    [Fact]
    public async Task The_priority_of_an_unseen_statement_is_the_engines_own()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var report = ConsensusEngine.Analyse(
            VoteMatrix.From([new Vote(1, 1, Stance.Agree)], [1, 2]), new ConsensusOptions(), null, null, TestContext.Current.CancellationToken);

        Assert.Equal(5.0625, report.FindStatement(2)!.Priority, 6);
    }

    private static int[] Draws(IReadOnlyList<StatementRecord> candidates, ConsensusReport? findings, int count)
    {
        var random = new Random(20260302);
        var counts = new int[candidates.Count];
        for (var draw = 0; draw < count; draw++)
            counts[StatementPicker.Draw(candidates, findings, random).Id.Number - 1]++;
        return counts;
    }

    /// <summary>Findings in which statement n has the nth priority.</summary>
    private static ConsensusReport FindingsWith(params double[] priorities)
    {
        var votes = priorities.Select((_, index) => new Vote(1, index + 1, Stance.Agree));
        var report = ConsensusEngine.Analyse(VoteMatrix.From(votes), new ConsensusOptions(), null, null, TestContext.Current.CancellationToken);
        return report with { Statements = [.. report.Statements.Select((finding, index) => finding with { Priority = priorities[index] })] };
    }

    /// <summary>Pearson's chi-square stays below what chance exceeds once in a thousand; the draws are seeded, so it is no chance here.</summary>
    private static void AssertDistribution(IEnumerable<double> expected, int[] actual)
    {
        double[] atMost = [0, 10.83, 13.82, 16.27, 18.47, 20.52];
        var chiSquare = expected.Zip(actual, (e, a) => (a - e) * (a - e) / e).Sum();
        Assert.True(chiSquare < atMost[actual.Length - 1], $"chi-square {chiSquare:F1} for {string.Join(", ", actual)}");
    }
}
