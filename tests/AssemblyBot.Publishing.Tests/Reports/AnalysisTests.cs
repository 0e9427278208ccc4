using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Publishing.Reports;
using AssemblyBot.Publishing.Tests.Polis;

namespace AssemblyBot.Publishing.Tests.Reports;

public sealed class AnalysisTests
{
    private const string Head = "timestamp,comment-id,voter-id,vote\n";

    [Theory]
    [InlineData("15-per-hour-seattle", 339)]
    [InlineData("bg2050-volunteers", 126)]
    [InlineData("brexit-consensus", 204)]
    [InlineData("london.youth.policing", 26)]
    public async Task A_published_conversation_is_analysed_from_files_to_files(string name, int people)
    {
        var folder = Fixtures.Conversation(name);
        using var output = new TemporaryFolder();
        var seen = new List<AnalysisProgress>();

        var result = await Analysis.RunAsync(new() { Folder = folder, Output = output["out"] }, TimeProvider.System, new Recorded(seen), TestContext.Current.CancellationToken);

        Assert.Equal(people, result.Report.Findings.ParticipantCount);
        Assert.Equal(4, result.Files.Count);
        Assert.All(result.Files, file => Assert.True(File.Exists(file)));
        Assert.Equal(people + 1, File.ReadLines(output["out/participants.csv"]).Count());
        Assert.Equal(["load", "analyse", .. result.Report.Findings.Timings.Select(timing => timing.Stage)], result.Report.Timings.Select(timing => timing.Stage));
        Assert.Equal(seen.Select(step => step.Done).Order(), seen.Select(step => step.Done));
        Assert.Equal(new AnalysisProgress("write", 1), seen[^1]);
    }

    [Fact]
    public async Task The_findings_name_statements_with_their_counts()
    {
        var folder = Fixtures.Conversation("brexit-consensus");

        var result = await Analysis.RunAsync(new() { Folder = folder }, TimeProvider.System, progress: null, TestContext.Current.CancellationToken);

        Assert.Empty(result.Files);
        Assert.Equal(["Turnout", "Groups", "Common ground", "Divides"], result.Findings.Select(section => section.Heading).Take(4));
        Assert.Equal("204 people cast 5,303 votes on 50 statements, 24 each at the median.", result.Findings[0].Sentences[0]);
        Assert.Contains(result.Findings[2].Sentences, sentence => sentence.StartsWith("Agreed with: 1 “I voted to Remain.”: 155 of 167 agree", StringComparison.Ordinal));
        Assert.Contains(result.Findings[2].Sentences, sentence => sentence.StartsWith("Rejected: 0 “I voted to Leave.”: 161 of 173 disagree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_analysis_goes_on_from_an_earlier_report_and_says_what_changed()
    {
        using var folder = PublishedFolder.WithEvents();
        using var output = new TemporaryFolder();
        await RunAsync(folder, output: output.Path);
        folder.With("votes.csv", PublishedFolder.Votes + "1500000020000,Fri Jul 14 2017,0,12,1\n");

        var result = await RunAsync(folder, earlier: output["report.json"]);

        Assert.Contains("1 person joined; 1 vote and 0 statements came in.", result.Findings[^1].Sentences);
    }

    [Fact]
    public async Task The_sign_is_asked_for_when_it_is_not_declared()
    {
        using var folder = PublishedFolder.WithEvents();
        using var declared = PublishedFolder.WithEvents().With("format.json", """{ "vote": { "agree": 1, "disagree": -1, "pass": 0 } }""");
        var asked = new List<string>();
        ValueTask<VoteSign> Turned(PolisConversation conversation, CancellationToken cancellationToken)
        {
            asked.Add(conversation.MostAgreed(5)[0].Statement.Text);
            return ValueTask.FromResult(VoteSign.AgreeIsMinusOne);
        }

        var plain = await RunAsync(folder);
        var turned = await RunAsync(folder, confirm: Turned);
        var known = await RunAsync(declared, confirm: Turned);
        var confirmed = await RunAsync(folder, confirm: (_, _) => ValueTask.FromResult(VoteSign.AgreeIsOne));

        Assert.Equal((VoteSignSource.Assumed, VoteSignSource.Given, VoteSignSource.Declared), (plain.SignSource, turned.SignSource, known.SignSource));
        Assert.Equal((VoteSign.AgreeIsOne, VoteSignSource.Given), (confirmed.Sign, confirmed.SignSource));
        Assert.Equal(["A \"park\"\nfor all"], asked);
        Assert.Equal((2, 0), (plain.Report.Findings.Statements[0].Agrees, plain.Report.Findings.Statements[0].Disagrees));
        Assert.Equal((0, 2), (turned.Report.Findings.Statements[0].Agrees, turned.Report.Findings.Statements[0].Disagrees));
    }

    [Theory]
    [InlineData("1500000000,0,7,1\n", 1)]
    [InlineData("1500000000,0,7,0\n1500000001,1,7,0\n1500000002,0,8,0\n", 2)]
    [InlineData("1500000000,0,7,1\n1500000001,0,8,1\n1500000002,0,9,1\n1500000003,1,9,1\n", 3)]
    [InlineData("", 0)]
    public async Task Of_next_to_nothing_the_report_says_what_can_be_said(string votes, int people)
    {
        using var folder = PublishedFolder.WithEvents().With("votes.csv", Head + votes);
        using var output = new TemporaryFolder();

        var result = await RunAsync(folder, output: output.Path);
        var back = await ReportFolder.ReadAsync(output.Path, TestContext.Current.CancellationToken);

        Assert.Equal(people, back.Findings.ParticipantCount);
        Assert.Empty(back.Findings.Groups);
        Assert.Equal("Turnout", result.Findings[0].Heading);
        Assert.All(result.Findings, section => Assert.NotEmpty(section.Sentences));
    }

    [Fact]
    public async Task A_bad_file_leaves_no_output_behind()
    {
        using var folder = PublishedFolder.WithEvents().With("votes.csv", Head + "1500000000,0,7,2\n");
        using var output = new TemporaryFolder();

        var fault = await Assert.ThrowsAsync<PolisFormatException>(() => RunAsync(folder, output: output["new"]));

        Assert.Equal((2L, "vote"), (fault.Row, fault.Column));
        Assert.Empty(Directory.EnumerateFileSystemEntries(output.Path));
    }

    private static Task<AnalysisResult> RunAsync(
        PublishedFolder folder, string? output = null, string? earlier = null, Func<PolisConversation, CancellationToken, ValueTask<VoteSign>>? confirm = null) =>
        Analysis.RunAsync(
            new() { Folder = folder.Path, Output = output, Earlier = earlier, ConfirmSign = confirm },
            TimeProvider.System,
            progress: null,
            TestContext.Current.CancellationToken);

    private sealed class Recorded(List<AnalysisProgress> steps) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => steps.Add(value);
    }
}
