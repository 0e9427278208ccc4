namespace AssemblyBot.Worker.Tests.Verbs;

public sealed class AssemblyVerbTests : IDisposable
{
    private const string Ready = "config/assemblies/ai-and-the-commons.json";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_assembly_is_created_listed_closed_and_opened()
    {
        Assert.Contains("There is no assembly yet", await SayAsync("assembly", "list"), StringComparison.Ordinal);

        var created = await SayAsync("assembly", "new", Ready);
        Assert.Contains("Created: AI and the commons, 18 statements, open", created, StringComparison.Ordinal);
        Assert.Contains("Join code: ai-commons", created, StringComparison.Ordinal);

        Assert.Contains("ai-commons: closed", await SayAsync("assembly", "close", "AI-Commons"), StringComparison.Ordinal);
        Assert.Contains("ai-commons  closed  0 people, 0 votes  AI and the commons", await SayAsync("assembly", "list"), StringComparison.Ordinal);
        Assert.Contains("ai-commons: open", await SayAsync("assembly", "open", "ai-commons"), StringComparison.Ordinal);
        var status = await SayAsync("assembly", "status", "ai-commons");
        Assert.Contains("stage:      open", status, StringComparison.Ordinal);
        Assert.Contains("statements: 18 up for voting, 0 waiting for a moderator", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_taken_is_named_and_another_can_be_given()
    {
        await SayAsync("assembly", "new", Ready);

        await using var taken = await RunAsync("assembly", "new", Ready);
        var draft = await SayAsync("assembly", "new", Ready, "--code", "second-try", "--draft");

        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("there is an assembly with the code 'ai-commons' already; give this one another with --code", taken.Errors, StringComparison.Ordinal);
        Assert.Contains("draft", draft, StringComparison.Ordinal);
        Assert.Contains("Join code: second-try", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_nobody_has_is_named_with_those_there_are()
    {
        await SayAsync("assembly", "new", Ready);

        await using var worker = await RunAsync("assembly", "close", "ai-comons");

        Assert.Equal(1, worker.ExitCode);
        Assert.Equal("assemblybot: there is no assembly with the code 'ai-comons'; there are: ai-commons", worker.Errors.Trim());
    }

    [Fact]
    public async Task A_set_up_code_is_printed_alone_and_can_be_claimed()
    {
        await using var issued = await RunAsync("code", "--role", "moderator");
        var code = issued.Output.Trim();
        await using var claimed = await WorkerProcess.RunAsync(
            _folder.Path, ["Staff:TerminalOrganises=false"], $"/claim {code}\n/claim {code}\n", ("LC_ALL", "C"));

        Assert.Equal(0, issued.ExitCode);
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", code);
        Assert.Contains("You are a moderator now.", claimed.Output, StringComparison.Ordinal);
        Assert.Contains("This code is wrong or has been used.", claimed.Output, StringComparison.Ordinal);
    }

    private Task<WorkerProcess> RunAsync(params string[] arguments) => WorkerProcess.RunAsync(_folder.Path, arguments, "", ("LC_ALL", "C"));

    private async Task<string> SayAsync(params string[] arguments)
    {
        await using var worker = await RunAsync(arguments);
        Assert.True(worker.ExitCode == 0, worker.Errors);
        return worker.Output;
    }
}
