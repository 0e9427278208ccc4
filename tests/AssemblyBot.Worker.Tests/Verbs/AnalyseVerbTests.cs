using System.Globalization;
using System.Text;
using System.Text.Json;
using AssemblyBot.Consensus;
using AssemblyBot.Consensus.Simulation;

namespace AssemblyBot.Worker.Tests.Verbs;

public sealed class AnalyseVerbTests : IDisposable
{
    private static readonly string[] Files = ["opinion-map.svg", "participants.csv", "report.json", "statements.csv"];
    private static readonly PlantedConversation Plan = new() { People = 150, Statements = 30, Groups = 2, Separation = 2.5, ShareSeen = 0.7, Seed = 3 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_findings_are_told_and_the_four_files_written()
    {
        Publish("published");

        await using var worker = await RunAsync("published", "--out", "report");

        Assert.Equal((0, ""), (worker.ExitCode, worker.Errors.Trim()));
        Assert.All(["Turnout", "Groups", "Common ground", "Divides", "Firmness"], heading => Assert.Contains(heading + "\n", worker.Output, StringComparison.Ordinal));
        Assert.Contains("150 people cast", worker.Output, StringComparison.Ordinal);
        Assert.Contains("Group A:", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', worker.Output);
        Assert.All(Files, file => Assert.Contains($"Written: {Path.Combine("report", file)}", worker.Output, StringComparison.Ordinal));
        Assert.Equal(Files, Names("report"));
    }

    [Fact]
    public async Task The_report_holds_what_was_found_and_how_long_it_took()
    {
        Publish("published");
        await using var worker = await RunAsync("published", "--out", "report");

        var report = Json("report");
        Assert.Equal("robust", report.GetProperty("method").GetString());
        Assert.Equal(7, report.GetProperty("options").GetProperty("minimumVotes").GetInt32());
        Assert.Equal(150, report.GetProperty("counts").GetProperty("participants").GetInt32());
        Assert.Equal([0, 1], report.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("id").GetInt32()));
        Assert.Equal(2, report.GetProperty("explainedVariance").GetArrayLength());
        Assert.Equal(2, report.GetProperty("silhouettes")[0].GetProperty("groups").GetInt32());
        Assert.InRange(report.GetProperty("firmness").GetDouble(), 0.6, 1);
        Assert.Equal(30, report.GetProperty("statements").GetArrayLength());
        var timings = report.GetProperty("timings").EnumerateObject().ToArray();
        Assert.Equal(["load", "analyse", "structure", "components", "map", "groups", "firmness", "bridging", "findings"], timings.Select(timing => timing.Name));
        Assert.All(timings, timing => Assert.True(timing.Value.GetDouble() > 0));
    }

    [Fact]
    public async Task The_tables_have_a_row_for_each_person_and_statement_and_the_map_a_dot_for_each_person()
    {
        Publish("published", [.. Plan.Votes(), new Vote(900, 3, Stance.Agree)]);
        await using var worker = await RunAsync("published", "--out", "report");

        var people = Lines("report/participants.csv");
        Assert.Equal("participant,group,x,y,votes,confidence", people[0]);
        Assert.Equal(152, people.Length);
        Assert.Matches("^900,,-?[0-9.E-]+,-?[0-9.E-]+,1,0$", people[^1]);
        var statements = Lines("report/statements.csv");
        Assert.Equal(31, statements.Length);
        Assert.All(["votes", "agrees", "disagrees", "passes", "group-a-agrees", "group-b-passes", "group-aware-consensus", "priority", "bridging-score", "represents"], column => Assert.Contains(column, statements[0].Split(',')));
        var map = await File.ReadAllTextAsync(_folder["report/opinion-map.svg"], TestContext.Current.CancellationToken);
        Assert.Contains("<desc id=\"map-description\">151 people", map, StringComparison.Ordinal);
        Assert.Equal(151, map.Split("<use ").Length - 1);
    }

    [Fact]
    public async Task The_table_of_participants_alone_gives_the_same_people_in_the_same_places()
    {
        Publish("events");
        _folder.Write("matrix/participants-votes.csv", Matrix([.. Plan.Votes()]));

        await using var events = await RunAsync("events", "--out", "a");
        await using var matrix = await RunAsync("matrix", "--out", "b");

        Assert.Equal((0, 0), (events.ExitCode, matrix.ExitCode));
        Assert.Equal(Lines("a/participants.csv"), Lines("b/participants.csv"));
    }

    [Fact]
    public async Task The_last_of_several_votes_by_time_counts_wherever_it_stands()
    {
        var votes = Plan.Votes().ToArray();
        Publish("once", votes);
        Publish("revoted", votes);
        var first = votes[0];
        var file = _folder["revoted/votes.csv"];
        var earlier = $"1499999999000,x,{first.Statement},{first.Participant},{-(int)first.Stance}\n";
        await File.AppendAllTextAsync(file, earlier, TestContext.Current.CancellationToken);

        await using var once = await RunAsync("once", "--out", "a");
        await using var revoted = await RunAsync("revoted", "--out", "b");

        Assert.Equal(Lines("a/participants.csv"), Lines("b/participants.csv"));
        Assert.Equal(Json("a").GetProperty("counts").GetProperty("voteEvents").GetInt32() + 1, Json("b").GetProperty("counts").GetProperty("voteEvents").GetInt32());
    }

    [Fact]
    public async Task Polis_own_rule_can_be_asked_for()
    {
        Publish("published");

        await using var worker = await RunAsync("published", "--method", "classic", "--out", "report");

        Assert.Equal(0, worker.ExitCode);
        Assert.Equal("classic", Json("report").GetProperty("method").GetString());
        Assert.NotEqual(JsonValueKind.Null, Json("report").GetProperty("classic").ValueKind);
    }

    [Fact]
    public async Task The_other_sign_turns_every_vote_round()
    {
        Publish("published");

        await using var straight = await RunAsync("published", "--out", "a");
        await using var turned = await RunAsync("published", "--agree", "-1", "--out", "b");

        Assert.Contains("1 was taken", straight.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("was taken", turned.Output, StringComparison.Ordinal);
        Assert.Equal(Tally("a", "agrees"), Tally("b", "disagrees"));
    }

    [Fact]
    public async Task An_earlier_report_keeps_the_groups_and_changes_are_told()
    {
        var votes = Plan.Votes().ToArray();
        Publish("early", votes[..(votes.Length / 2)]);
        Publish("late", votes);
        await using var early = await RunAsync("early", "--out", "a");

        await using var late = await RunAsync("late", "--from", "a/report.json", "--out", "b");
        await using var cold = await RunAsync("late", "--out", "c");

        Assert.Equal(0, late.ExitCode);
        Assert.Contains("Since the earlier report", late.Output, StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, Json("b").GetProperty("changes").ValueKind);
        Assert.Equal(Json("c").GetProperty("firmness").GetDouble(), Json("b").GetProperty("firmness").GetDouble());
    }

    [Theory]
    [InlineData("rubbish", "cannot be read")]
    [InlineData("other", "the report is of another conversation: of 30 statements that both have, 0 read the same")]
    [InlineData("nowhere", "there is no such file")]
    public async Task An_earlier_report_that_is_none_of_this_conversation_is_refused(string kind, string words)
    {
        Publish("published");
        _folder.Write("rubbish/report.json", "{ \"format\": \"assemblybot-report/1\"");
        if (kind == "other")
        {
            Publish("elsewhere", [.. (Plan with { Seed = 4 }).Votes()], "Another question");
            await using var elsewhere = await RunAsync("elsewhere", "--out", "other");
        }

        await using var worker = await RunAsync("published", "--from", $"{kind}/report.json", "--out", "report");

        AssertRefused(worker, $"{kind}/report.json", words);
    }

    [Theory]
    [InlineData("votes.csv", "vote\n", "stance\n", "votes.csv, row 1: the column vote is missing")]
    [InlineData("votes.csv", ",1\n", ",2\n", "column vote: '2' is no vote")]
    [InlineData("votes.csv", ",x,0,", ",x,zero,", "column comment-id: 'zero' is no")]
    [InlineData("votes.csv", ",x,0,", ",x,77,", "the vote is about statement 77, which comments.csv does not have")]
    [InlineData("comments.csv", ",x,0,", ",x,nought,", "comments.csv, row 2, column comment-id")]
    [InlineData("comments.csv", "\"Question 0\"", "\"Question 0", "comments.csv, row")]
    public async Task What_is_wrong_in_a_file_is_named_with_row_and_column(string file, string part, string by, string words)
    {
        Publish("published");
        var text = await File.ReadAllTextAsync(_folder["published/" + file], TestContext.Current.CancellationToken);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        _folder.Write("published/" + file, text[..at] + by + text[(at + part.Length)..]);

        await using var worker = await RunAsync("published", "--out", "report");

        AssertRefused(worker, "published/" + file, words);
    }

    [Fact]
    public async Task A_file_that_is_cut_and_a_row_of_ten_megabytes_are_named()
    {
        Publish("cut");
        Publish("long");
        var text = await File.ReadAllTextAsync(_folder["cut/votes.csv"], TestContext.Current.CancellationToken);
        _folder.Write("cut/votes.csv", text[..(text.Length / 2)].TrimEnd('\n')[..^4]);
        await File.AppendAllTextAsync(_folder["long/votes.csv"], new string('9', 10 << 20), TestContext.Current.CancellationToken);

        await using var cut = await RunAsync("cut", "--out", "report");
        await using var wide = await RunAsync("long", "--out", "report");

        AssertRefused(cut, "cut/votes.csv", "row ");
        AssertRefused(wide, "long/votes.csv", "the row is longer than");
    }

    [Fact]
    public async Task A_folder_without_votes_and_one_that_is_not_there_are_named()
    {
        Directory.CreateDirectory(_folder["empty"]);

        await using var empty = await RunAsync("empty", "--out", "report");
        await using var nowhere = await RunAsync("nowhere", "--out", "report");

        AssertRefused(empty, "empty", "the folder is empty");
        AssertRefused(nowhere, "nowhere", "there is no such folder");
    }

    [Fact]
    public async Task Line_ends_and_a_byte_order_mark_of_Windows_change_nothing()
    {
        Publish("plain");
        Publish("windows");
        foreach (var file in new[] { "comments.csv", "votes.csv" })
        {
            var text = await File.ReadAllTextAsync(_folder["windows/" + file], TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(_folder["windows/" + file], text.ReplaceLineEndings("\r\n"), new UTF8Encoding(true), TestContext.Current.CancellationToken);
        }

        await using var plain = await RunAsync("plain", "--out", "a");
        await using var windows = await RunAsync("windows", "--out", "b");

        Assert.Equal((0, 0), (plain.ExitCode, windows.ExitCode));
        Assert.Equal(Lines("a/participants.csv"), Lines("b/participants.csv"));
        Assert.Equal(Lines("a/statements.csv"), Lines("b/statements.csv"));
    }

    [Theory]
    [InlineData("one person", "1 person cast")]
    [InlineData("one statement", "on 1 statement")]
    [InlineData("all pass", "The votes show no opinion groups")]
    [InlineData("all agree", "Agreed with:")]
    [InlineData("few votes", "voted on fewer than 7 statements")]
    [InlineData("nobody", "Nobody has voted yet")]
    public async Task Of_little_is_said_what_can_be_said(string what, string words)
    {
        IEnumerable<Vote> votes = what switch
        {
            "one person" => Plan.Votes().Where(vote => vote.Participant == 1),
            "one statement" => Plan.Votes().Where(vote => vote.Statement == 1),
            "all pass" => Plan.Votes().Select(vote => vote with { Stance = Stance.Pass }),
            "all agree" => Plan.Votes().Select(vote => vote with { Stance = Stance.Agree }),
            "few votes" => Plan.Votes().GroupBy(vote => vote.Participant).SelectMany(person => person.Take(6)),
            _ => [],
        };
        _folder.Write("matrix/participants-votes.csv", Matrix([.. votes]));

        await using var worker = await RunAsync("matrix", "--out", "report");

        Assert.Equal((0, ""), (worker.ExitCode, worker.Errors.Trim()));
        Assert.Contains(words, worker.Output, StringComparison.Ordinal);
        Assert.Equal(Files, Names("report"));
    }

    [Theory]
    [InlineData("afile", "afile cannot be a folder")]
    [InlineData("afile/below", "afile/below cannot be a folder")]
    [InlineData("taken", "report.json is a folder")]
    public async Task A_place_that_cannot_be_written_to_is_named_and_nothing_left_there(string output, string words)
    {
        Publish("published");
        _folder.Write("afile", "mine");
        Directory.CreateDirectory(_folder["taken/report.json"]);

        await using var worker = await RunAsync("published", "--out", output);

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains(words, worker.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["afile"], TestContext.Current.CancellationToken));
        Assert.Equal([_folder["taken/report.json"]], Directory.GetFileSystemEntries(_folder["taken"]));
    }

    [Fact]
    public async Task An_unknown_method_is_named_with_those_there_are()
    {
        Publish("published");

        await using var worker = await RunAsync("published", "--method", "magic");

        Assert.NotEqual(0, worker.ExitCode);
        Assert.Contains("'magic'", worker.Errors, StringComparison.Ordinal);
        Assert.Contains("robust", worker.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_into_one_folder_leave_whole_files()
    {
        Publish("published");

        await using var first = WorkerProcess.Start(_folder.Path, ["analyse", "published", "--out", "report"], ("LC_ALL", "C"));
        await using var second = WorkerProcess.Start(_folder.Path, ["analyse", "published", "--out", "report"], ("LC_ALL", "C"));
        await first.EndedAsync();
        await second.EndedAsync();

        Assert.Contains(0, new[] { first.ExitCode, second.ExitCode });
        Assert.Equal(Files, Names("report"));
        await using var again = await RunAsync("published", "--from", "report");
        Assert.True(again.ExitCode == 0, again.Errors);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(700)]
    [InlineData(1200)]
    public async Task A_run_that_is_interrupted_leaves_all_files_or_none(int milliseconds)
    {
        Publish("published", [.. (Plan with { People = 4_000, Statements = 100 }).Votes()]);

        await using var worker = WorkerProcess.Start(_folder.Path, ["analyse", "published", "--out", "report"], ("LC_ALL", "C"));
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await worker.TerminateAsync();

        if (worker.ExitCode == 0)
        {
            Assert.Equal(Files, Names("report"));
        }
        else
        {
            Assert.False(Directory.Exists(_folder["report"]) && Names("report").Length > 0, worker.Errors);
        }
    }

    private void AssertRefused(WorkerProcess worker, string file, string words)
    {
        Assert.Equal(1, worker.ExitCode);
        Assert.StartsWith($"assemblybot: {file}", worker.Errors, StringComparison.Ordinal);
        Assert.Contains(words, worker.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["report"]));
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) => WorkerProcess.RunAsync(_folder.Path, ["analyse", .. arguments], "", ("LC_ALL", "C"));

    private string[] Names(string folder) => [.. Directory.GetFileSystemEntries(_folder[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string[] Lines(string file) => File.ReadAllLines(_folder[file]);

    private JsonElement Json(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(_folder[folder + "/report.json"]));
        return document.RootElement.Clone();
    }

    private int[] Tally(string folder, string name) => [.. Json(folder).GetProperty("statements").EnumerateArray().Select(statement => statement.GetProperty(name).GetInt32())];

    /// <summary>A published conversation as a list of vote events.</summary>
    private void Publish(string folder, IReadOnlyList<Vote>? votes = null, string text = "Question")
    {
        votes ??= [.. Plan.Votes()];
        var most = Math.Max(Plan.Statements, votes.Max(vote => vote.Statement) + 1);
        _folder.Write(folder + "/comments.csv", "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
            + string.Concat(Enumerable.Range(0, most).Select(id => string.Create(CultureInfo.InvariantCulture, $"1500000000000,x,{id},0,0,0,1,\"{text} {id}\"\n"))));
        _folder.Write(folder + "/votes.csv", "timestamp,datetime,comment-id,voter-id,vote\n"
            + string.Concat(votes.Select((vote, i) => string.Create(CultureInfo.InvariantCulture, $"{1500000001000L + i},x,{vote.Statement},{vote.Participant},{(int)vote.Stance}\n"))));
    }

    /// <summary>The same as a table, one row for each person.</summary>
    private static string Matrix(Vote[] votes)
    {
        int[] statements = votes.Length == 0 ? [0, 1] : [.. votes.Select(vote => vote.Statement).Distinct().Order()];
        var rows = votes.GroupBy(vote => vote.Participant).OrderBy(person => person.Key).Select(person =>
        {
            var cells = statements.Select(id => person.Where(vote => vote.Statement == id).Select(vote => ((int)vote.Stance).ToString(CultureInfo.InvariantCulture)).LastOrDefault(""));
            return $"{person.Key},,0,{person.Count()},{person.Count(vote => vote.Stance == Stance.Agree)},{person.Count(vote => vote.Stance == Stance.Disagree)},{string.Join(',', cells)}\n";
        });
        return $"participant,group-id,n-comments,n-votes,n-agree,n-disagree,{string.Join(',', statements)}\n{string.Concat(rows)}";
    }
}
