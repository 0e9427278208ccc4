using System.Globalization;

namespace AssemblyBot.Core.Tests.Assemblies;

public sealed class StageTests
{
    private static readonly DateTimeOffset Opens = new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-03T08:59:59Z", Stage.Draft)]
    [InlineData("2026-03-03T09:00:00Z", Stage.Open)]
    [InlineData("2026-03-09T23:59:59Z", Stage.Open)]
    [InlineData("2026-03-10T00:00:00Z", Stage.StatementsClosed)]
    [InlineData("2026-03-11T23:59:59Z", Stage.StatementsClosed)]
    [InlineData("2026-03-12T00:00:00Z", Stage.Closed)]
    public void The_times_of_an_assembly_move_it_on(string now, Stage expected) =>
        Assert.Equal(expected, Record(Stage.Draft).StageAt(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(Stage.Open, Stage.Open)]
    [InlineData(Stage.StatementsClosed, Stage.StatementsClosed)]
    [InlineData(Stage.Closed, Stage.Closed)]
    public void What_an_organiser_set_counts_from_the_moment_it_is_set(Stage set, Stage expected) =>
        Assert.Equal(expected, Record(set).StageAt(Opens.AddDays(-1)));

    [Fact]
    public async Task A_draft_opens_for_people_when_its_time_has_come()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly
            .InStage(Stage.Draft)
            .With(settings => settings with { Opens = Opens }));
        var ana = installation.Person("ana");

        var early = await ana.StartsAsync("commons");
        installation.Clock.AdvanceTo(Opens);
        var inTime = await ana.StartsAsync("commons");

        Assert.Contains("2026-03-03 09:00 UTC", early.Text(), StringComparison.Ordinal);
        Assert.Contains(TestInstallation.Book().Joining.Accept.Text, inTime.Labels());
    }

    [Fact]
    public async Task Another_process_opens_an_assembly_and_this_one_notices()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.InStage(Stage.Draft));
        await using (var other = AssemblyBot.Storage.EmbeddedStore.Open(installation.Folder, installation.Clock))
        {
            await other.AppendAsync(
                WriteBatch.Of(
                    new Change.SetStage(installation.Assembly.Id, Stage.Open, Opens),
                    new TestAssembly().WithCode("second").WithSeeds(3).ToChange(Opens)),
                TestContext.Current.CancellationToken);
        }

        await installation.StrikeAsync();

        Assert.Equal(Stage.Open, installation.Assembly.Record.Stage);
        Assert.Equal(3, installation.Hall.FindByCode("second")!.Accepted.Count());
    }

    private static AssemblyRecord Record(Stage stage) => new()
    {
        Id = new AssemblyId(1),
        Code = "commons",
        Stage = stage,
        CreatedAt = Opens,
        Settings = new TestAssembly().ToChange(Opens).Settings with
        {
            Opens = Opens,
            StatementsClose = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero),
            Closes = new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero),
        },
    };
}
