using System.Globalization;
using System.Text.Json;
using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Publishing.Reports;
using CsvHelper;

namespace AssemblyBot.Publishing.Tests.Reports;

public sealed class ReportFolderTests
{
    private static readonly string[] Names = ["opinion-map.svg", "participants.csv", "report.json", "statements.csv"];

    [Fact]
    public async Task A_report_reads_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var report = PlantedReports.TwoGroups();

        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);
        var back = await ReportFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal(report.Findings.Participants, back.Findings.Participants);
        Assert.Equal(report.Findings.Options, back.Findings.Options);
        Assert.Equal(report.Findings.ExplainedVariance, back.Findings.ExplainedVariance);
        Assert.NotNull(report.Findings.Firmness);
        Assert.Equal(JsonSerializer.Serialize(report.Findings.Missing), JsonSerializer.Serialize(back.Findings.Missing));
        Assert.Equal(report.Findings.Firmness, back.Findings.Firmness);
        Assert.Equal(report.Findings.Silhouettes, back.Findings.Silhouettes);
        Assert.Equal(report.Findings.ConsensusAgree, back.Findings.ConsensusAgree);
        Assert.Equal(report.Findings.ConsensusDisagree, back.Findings.ConsensusDisagree);
        Assert.Equal(report.Findings.Timings, back.Findings.Timings);
        Assert.Equal(report.Texts, back.Texts);
        Assert.Equal((report.Title, report.Url, report.VoteEvents), (back.Title, back.Url, back.VoteEvents));
        Assert.Equal(JsonSerializer.Serialize(report.Findings.Groups), JsonSerializer.Serialize(back.Findings.Groups));
        Assert.Equal(JsonSerializer.Serialize(report.Findings.Statements), JsonSerializer.Serialize(back.Findings.Statements));
        Assert.Equal(Counts(report), Counts(back));
    }

    [Theory]
    [InlineData(ConsensusMethod.Robust)]
    [InlineData(ConsensusMethod.Classic)]
    public async Task A_report_that_was_read_back_leads_to_the_same_next_one(ConsensusMethod method)
    {
        using var folder = new TemporaryFolder();
        var plan = new PlantedConversation { People = 80, Statements = 20, Groups = 3, Separation = 2, ShareSeen = 0.6 };
        var options = new ConsensusOptions { Method = method };
        var report = PlantedReports.Of(plan, options: options);
        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);
        var back = await ReportFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken);
        var more = VoteMatrix.From((plan with { People = 90 }).Votes(), Enumerable.Range(0, 20), moderatedOut: [3], meta: [4]);

        var fromMemory = ConsensusEngine.Analyse(more, options, report.Findings, cancellationToken: TestContext.Current.CancellationToken);
        var fromFile = ConsensusEngine.Analyse(more, options, back.Findings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(method == ConsensusMethod.Classic, back.Findings.Classic is not null);
        Assert.Equal(JsonSerializer.Serialize(fromMemory with { Timings = [] }), JsonSerializer.Serialize(fromFile with { Timings = [] }));
    }

    [Fact]
    public async Task Writing_what_was_read_gives_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();

        await ReportFolder.WriteAsync(first.Path, PlantedReports.TwoGroups(), TestContext.Current.CancellationToken);
        await ReportFolder.WriteAsync(second.Path, await ReportFolder.ReadAsync(first["report.json"], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        foreach (var name in Names)
        {
            Assert.Equal(File.ReadAllText(first[name]), File.ReadAllText(second[name]));
        }
    }

    [Fact]
    public async Task The_report_says_method_counts_groups_firm_figures_and_timings()
    {
        using var folder = new TemporaryFolder();
        var report = PlantedReports.TwoGroups();

        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder["report.json"], TestContext.Current.CancellationToken));
        var root = json.RootElement;
        Assert.Equal("robust", root.GetProperty("method").GetString());
        Assert.Equal(report.Findings.Firmness, root.GetProperty("firmness").GetDouble());
        Assert.Equal(7, root.GetProperty("options").GetProperty("minimumVotes").GetInt32());
        Assert.Equal(120, root.GetProperty("counts").GetProperty("participants").GetInt32());
        Assert.Equal(2, root.GetProperty("counts").GetProperty("moderatedOut").GetInt32());
        Assert.Equal([0, 1], root.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("id").GetInt32()));
        Assert.Equal(report.Findings.Groups[0].Size, root.GetProperty("groups")[0].GetProperty("size").GetInt32());
        Assert.Equal(1.25, root.GetProperty("timings").GetProperty("load").GetDouble());
        Assert.Equal(2.5, root.GetProperty("timings").GetProperty("analyse").GetDouble());
        Assert.All(report.Findings.Timings, timing => Assert.Equal(timing.Milliseconds, root.GetProperty("timings").GetProperty(timing.Stage).GetDouble()));
        var statement = root.GetProperty("statements")[5];
        Assert.Equal("Statement \"5\", said,\n= as it was", statement.GetProperty("text").GetString());
        Assert.Equal(report.Findings.Statements[5].GroupAwareConsensus, statement.GetProperty("groupAwareConsensus").GetDouble());
        Assert.Equal(report.Findings.Statements[5].ByGroup[1].Agrees, statement.GetProperty("byGroup")[1].GetProperty("agrees").GetInt32());
    }

    [Fact]
    public async Task Each_person_with_a_vote_has_a_row_and_people_without_a_group_an_empty_one()
    {
        using var folder = new TemporaryFolder();
        var report = PlantedReports.TwoGroups();
        report = report with { Findings = report.Findings with { Participants = [new(-5, 0.1, -1e-300, null, 3, 0), new(7, 2, 1.5, 1, 12, 0.25)] } };

        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);

        Assert.Equal("participant,group,x,y,votes,confidence\n-5,,0.1,-1E-300,3,0\n7,1,2,1.5,12,0.25\n", await File.ReadAllTextAsync(folder["participants.csv"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Statements_carry_their_counts_and_their_texts_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var report = PlantedReports.TwoGroups();
        var hostile = "=1+1,\"two\"\r\nthree\u202E \U0001F600 <b> ";
        report = report with { Texts = new Dictionary<int, string>(report.Texts) { [5] = hostile } };

        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);

        using var csv = CsvReader.FromFile(folder["statements.csv"], new CsvReaderOptions { Separator = ',' });
        var rows = new Dictionary<int, Dictionary<string, string?>>();
        while (csv.Read())
        {
            rows.Add(csv.Parse<int>("statement"), csv.Current.ToDictionary()!);
        }

        var finding = report.Findings.FindStatement(5)!;
        Assert.Equal(report.Findings.StatementCount, rows.Count);
        Assert.Equal(hostile, rows[5]["text"]);
        Assert.Equal($"{finding.Agrees}/{finding.Seen}", $"{rows[5]["agrees"]}/{rows[5]["votes"]}");
        Assert.NotEqual(0, finding.Bridging);
        Assert.Equal(finding.Bridging, double.Parse(rows[5]["bridging-score"]!, CultureInfo.InvariantCulture));
        Assert.Equal($"{finding.ByGroup[1].Disagrees}", rows[5]["group-b-disagrees"]);
        Assert.Equal(("true", "true", "false"), (rows[3]["moderated-out"], rows[4]["meta"], rows[5]["meta"]));
        foreach (var group in report.Findings.Groups)
        {
            Assert.All(group.Representative, statement => Assert.Contains($"{group.Label}:", rows[statement.Statement]["represents"]));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_nothing_of_the_others()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["statements.csv"]);

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups(), TestContext.Current.CancellationToken));

        Assert.Contains("statements.csv", failure.Message);
        Assert.Equal([folder["statements.csv"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_failure_keeps_the_earlier_files_and_takes_a_new_folder_away_again()
    {
        using var folder = new TemporaryFolder();
        var report = PlantedReports.TwoGroups();
        await ReportFolder.WriteAsync(folder.Path, report, TestContext.Current.CancellationToken);
        var before = Names.ToDictionary(name => name, name => File.ReadAllText(folder[name]));
        using var cancelled = new CancellationTokenSource();
        var broken = report with { Findings = report.Findings with { Participants = new Breaking(cancelled) } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReportFolder.WriteAsync(folder.Path, broken, cancelled.Token));
        using var again = new CancellationTokenSource();
        broken = report with { Findings = report.Findings with { Participants = new Breaking(again) } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReportFolder.WriteAsync(folder["new"], broken, again.Token));

        Assert.Equal(Names, Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Names, name => Assert.Equal(before[name], File.ReadAllText(folder[name])));
    }

    [Fact]
    public async Task An_earlier_run_is_replaced_and_the_remains_of_an_interrupted_one_go()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder[".report.json.part"], "half", TestContext.Current.CancellationToken);

        await ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups("First"), TestContext.Current.CancellationToken);
        await ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups("Second"), TestContext.Current.CancellationToken);

        Assert.Equal(Names, Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("Second", (await ReportFolder.ReadAsync(folder.Path, TestContext.Current.CancellationToken)).Title);
    }

    [Fact]
    public async Task A_report_with_the_people_of_another_is_refused()
    {
        using var folder = new TemporaryFolder();
        await ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups(), TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(folder["participants.csv"], "999,,0,0,1,0\n", TestContext.Current.CancellationToken);

        var foreign = await FaultAsync(folder.Path);
        File.Delete(folder["participants.csv"]);
        var missing = await FaultAsync(folder.Path);

        Assert.Contains("participants.csv: the file is not the one", foreign.Message);
        Assert.Contains("participants.csv: the file is missing", missing.Message);
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("null", "is null")]
    [InlineData("[1, 2]", "cannot be read")]
    [InlineData("""{ "format": "assemblybot-report/1" }""", "cannot be read")]
    public async Task A_file_that_is_no_report_is_refused(string content, string words)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["report.json"], content, TestContext.Current.CancellationToken);

        var fault = await FaultAsync(folder["report.json"]);

        Assert.Equal(folder["report.json"], fault.File);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("assemblybot-report/1", "assemblybot-report/9", "'assemblybot-report/9' is not known")]
    [InlineData("\"groups\": [", "\"groups\": null, \"x\": [", "cannot be read")]
    [InlineData("\"size\": ", "\"size\": -0.5e", "cannot be read")]
    [InlineData("\"statement\": 7,\n      \"text\"", "\"statement\": 2,\n      \"text\"", "not in the order")]
    [InlineData("\"id\": 1,", "\"id\": 0,", "counts of other groups")]
    [InlineData("\"id\": 1,", "\"id\": 2,", "people in group 1")]
    public async Task A_report_that_was_changed_is_refused_at_its_place(string part, string by, string words)
    {
        using var folder = new TemporaryFolder();
        await ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups(), TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(folder["report.json"], TestContext.Current.CancellationToken);
        Assert.Contains(part, text);
        await File.WriteAllTextAsync(folder["report.json"], text.Replace(part, by, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains(words, (await FaultAsync(folder.Path)).Message);
    }

    [Fact]
    public async Task A_report_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        await ReportFolder.WriteAsync(folder.Path, PlantedReports.TwoGroups(), TestContext.Current.CancellationToken);
        var whole = await File.ReadAllBytesAsync(folder["report.json"], TestContext.Current.CancellationToken);

        for (var length = 0; length < whole.Length - 1; length += 997)
        {
            await File.WriteAllBytesAsync(folder["report.json"], whole[..length], TestContext.Current.CancellationToken);
            Assert.Equal(folder["report.json"], (await FaultAsync(folder.Path)).File);
        }
    }

    [Fact]
    public async Task A_path_without_a_report_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("there is no such file", (await FaultAsync(folder.Path)).Message);
    }

    private static Task<PolisFormatException> FaultAsync(string path) =>
        Assert.ThrowsAsync<PolisFormatException>(() => ReportFolder.ReadAsync(path, TestContext.Current.CancellationToken));

    private static (int, int, int, int, int) Counts(PublishedReport report) =>
        (report.Findings.ParticipantCount, report.Findings.StatementCount, report.Findings.VoteCount, report.Findings.EligibleCount, report.Findings.GroupedCount);

    /// <summary>A list of people in the midst of which the writing is given up.</summary>
    private sealed class Breaking(CancellationTokenSource source) : IReadOnlyList<ParticipantFinding>
    {
        public int Count => 1;

        public ParticipantFinding this[int index] => default;

        public IEnumerator<ParticipantFinding> GetEnumerator()
        {
            yield return default;
            source.Cancel();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
