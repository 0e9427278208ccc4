namespace AssemblyBot.Worker.Tests;

/// <summary>The program as a process, on the terminal of a pipe.</summary>
public sealed class TerminalWorkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_token_a_newcomer_votes_writes_accepts_and_reads_the_summary_on_the_terminal()
    {
        await using var worker = await RunAsync(
            [],
            """
            1
            agree
            2
            Pass
            /statement Public money should pay for public models.
            /queue
            accept
            /summary
            /mystatements
            """);

        var output = worker.Output;
        Assert.Equal(0, worker.ExitCode);
        Assert.Equal("", worker.Errors.Trim());
        AssertInOrder(
            output,
            "No platform is connected",
            "Set-up code, shown only once: ",
            "Before you start",
            "1. I agree, let me take part",
            "Welcome!",
            "AI and the commons · 1 of 18",
            "Counted: Agree",
            "Counted: Disagree",
            "Counted: Pass",
            "Your statement is #19",
            "Public money should pay for public models.",
            "#19 is accepted.",
            "Where we stand: AI and the commons",
            "1 person has cast 3 votes on 19 statements, 1 of them written by participants.",
            "Too early for results",
            "accepted: others vote on it",
            "Goodbye!");
        var votes = await VotesAsync();
        Assert.Equal([Stance.Agree, Stance.Disagree, Stance.Pass], votes.Select(vote => vote.Stance));
    }

    [Fact]
    public async Task A_second_start_knows_the_person_and_shows_no_second_code()
    {
        await using var first = await RunAsync([], "1\nAgree\n");
        await using var second = await RunAsync(["--language", "es"], "");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("Set-up code", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-up code", second.Output, StringComparison.Ordinal);
        Assert.Contains("2 de 18", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.UserName, File.ReadAllText(_folder[Path.Combine("data", EmbeddedFile.Name)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_worker_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = Start([]);
        await first.TypeAsync("1");
        await UntilAsync(() => first.Output.Contains("Welcome!", StringComparison.Ordinal));

        await using var second = await RunAsync([], "1\nAgree\n");
        await using var status = await RunAsync(["assembly", "status"], "");
        await first.TypeAsync("Agree");
        await UntilAsync(() => first.Output.Contains("Counted: Agree", StringComparison.Ordinal));

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another worker is running on the folder", Assert.Single(Lines(second.Errors)), StringComparison.Ordinal);
        Assert.Equal(0, status.ExitCode);
    }

    [Fact]
    public async Task Killed_while_someone_votes_no_counted_vote_is_lost_and_none_is_double()
    {
        const int Statements = 600;
        var seeds = string.Join(", ", Enumerable.Range(1, Statements).Select(number => $"\"Statement number {number}\""));
        var file = _folder.Write("many.json", $$"""
            { "code": "many", "title": "Many", "question": "Which?", "introduction": "A test.", "languages": ["en"], "seeds": [{{seeds}}] }
            """);
        await using var created = await RunAsync(["assembly", "new", file], "");
        Assert.Equal(0, created.ExitCode);
        var random = new Random(4);
        var acknowledged = 0;

        for (var round = 0; round < 5; round++)
        {
            await using var worker = Start([]);
            var typing = TypeAsync(worker, round == 0 ? ["1"] : [], Statements);
            var enough = random.Next(1, 60);
            await UntilAsync(() => Counted(worker) >= enough);
            await worker.KillAsync();
            await typing;

            acknowledged += Counted(worker);
            var votes = await VotesAsync();
            Assert.True(votes.Count >= acknowledged, $"round {round}: {acknowledged} votes were counted, {votes.Count} are there");
            var events = await EventsAsync();
            Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(vote => vote.Sequence));
            Assert.Equal(events.Count, events.DistinctBy(vote => vote.Statement).Count());
            acknowledged = votes.Count;
        }

        await using var last = await RunAsync([], "");
        Assert.Contains($"Many · {acknowledged + 1} of {Statements}", last.Output, StringComparison.Ordinal);
    }

    private WorkerProcess Start(IReadOnlyList<string> arguments) => WorkerProcess.Start(_folder.Path, arguments, ("LC_ALL", "C"));

    private Task<WorkerProcess> RunAsync(IReadOnlyList<string> arguments, string input) =>
        WorkerProcess.RunAsync(_folder.Path, arguments, input, ("LC_ALL", "C"));

    private static async Task TypeAsync(WorkerProcess worker, IReadOnlyList<string> first, int votes)
    {
        try
        {
            foreach (var line in first.Concat(Enumerable.Repeat("Agree", votes)))
                await worker.TypeAsync(line);
        }
        catch (IOException)
        {
            // The pipe broke when the program was killed.
        }
    }

    private static int Counted(WorkerProcess worker) => Lines(worker.Output).Count(line => line.StartsWith("Counted:", StringComparison.Ordinal));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isTrue())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not there, or not after what comes before it:\n{text}");
            at = found + part.Length;
        }
    }

    private async Task<List<CurrentVote>> VotesAsync()
    {
        await using var store = EmbeddedStore.Open(_folder["data"], TimeProvider.System);
        return await store.ReadCurrentVotesAsync(new AssemblyId(1), Token).ToListAsync(Token);
    }

    private async Task<List<VoteEvent>> EventsAsync()
    {
        await using var store = EmbeddedStore.Open(_folder["data"], TimeProvider.System);
        return await store.ReadVoteEventsAsync(new AssemblyId(1), 0, Token).ToListAsync(Token);
    }
}
