namespace AssemblyBot.Core.Tests.Summaries;

public sealed class GroupMemoryTests
{
    private const string One = "++++++------";
    private const string Other = "------++++++";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_keeps_its_letter_over_a_restart_though_another_is_larger_now()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(12));
        var first = await installation.VoteAsync(16, One);
        await installation.VoteAsync(12, Other);
        var before = await GroupOfFirstAsync(installation);
        await installation.VoteAsync(9, Other);

        await installation.RestartAsync();
        var after = await GroupOfFirstAsync(installation);

        Assert.Equal((0, 0), (before, after));
        Assert.Equal(16, first.Count);
    }

    [Fact]
    public async Task What_was_kept_in_another_shape_is_passed_over()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(12));
        await installation.VoteAsync(16, One);
        await installation.VoteAsync(12, Other);
        await installation.RecordAsync(new Change.KeepSnapshot(new Snapshot(installation.Assembly.Id, GroupMemory.SnapshotName, 1, [1, 2, 3])));

        Assert.Equal(0, await GroupOfFirstAsync(installation));
    }

    private static async Task<int?> GroupOfFirstAsync(TestInstallation installation)
    {
        var analysis = await installation.Services.GetRequiredService<Analyst>().AnalyseAsync(installation.Assembly, Token);
        Assert.Equal(2, analysis.Report.Groups.Count);
        return analysis.Report.Participants.First(person => person.Participant == 1).Group;
    }
}
