using System.CommandLine;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot assembly …</c>: creates, lists, opens and closes assemblies; works beside a running worker.</summary>
internal static class AssemblyVerb
{
    public static Command Create() => new("assembly", "Create, list, open and close assemblies.")
    {
        New(),
        WithoutCode("list", "List the assemblies.", ListAsync),
        WithCode("open", "Let people vote.", (session, assembly, ct) => SetStageAsync(session, assembly, Stage.Open, ct)),
        WithCode("close", "End an assembly; its final summary is posted.", (session, assembly, ct) => SetStageAsync(session, assembly, Stage.Closed, ct)),
        Status(),
    };

    private static Command New()
    {
        var file = new Argument<string>("file") { Description = "The assembly's file, such as config/assemblies/ai-and-the-commons.json." };
        var code = new Option<string?>("--code") { Description = "Another join code than the file's.", HelpName = "CODE" };
        var draft = new Option<bool>("--draft") { Description = "Do not open it yet." };
        var command = new Command("new", "Create an assembly from a file and open it.") { file, code, draft };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(async () =>
        {
            await using var session = await StoreSession.OpenAsync(SettingArguments.Read(parsed), cancellationToken);
            var assembly = await AssemblyFiles.CreateAsync(
                session.Services, parsed.GetValue(file)!, parsed.GetValue(code), parsed.GetValue(draft), cancellationToken);
            Console.WriteLine($"Created: {assembly.Settings.Title}, {assembly.Accepted.Count()} statements, {NameOf(session, assembly)}");
            Console.WriteLine($"Join code: {assembly.Record.Code}");
            return 0;
        }));
        return command;
    }

    private static Command Status()
    {
        var code = new Argument<string?>("code") { Description = "The assembly's join code; without it, all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show how assemblies are doing.") { code };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(async () =>
        {
            await using var session = await StoreSession.OpenAsync(SettingArguments.Read(parsed), cancellationToken);
            var shown = parsed.GetValue(code) is { } given ? [Find(session, given)] : session.Hall.All;
            foreach (var assembly in shown)
                await PrintStatusAsync(session, assembly, cancellationToken);
            return NothingYet(shown);
        }));
        return command;
    }

    private static Command WithoutCode(string name, string description, Func<StoreSession, int> verb)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(async () =>
        {
            await using var session = await StoreSession.OpenAsync(SettingArguments.Read(parsed), cancellationToken);
            return verb(session);
        }));
        return command;
    }

    private static Command WithCode(
        string name, string description, Func<StoreSession, LiveAssembly, CancellationToken, Task<int>> verb)
    {
        var code = new Argument<string>("code") { Description = "The assembly's join code." };
        var command = new Command(name, description) { code };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(async () =>
        {
            await using var session = await StoreSession.OpenAsync(SettingArguments.Read(parsed), cancellationToken);
            return await verb(session, Find(session, parsed.GetValue(code)!), cancellationToken);
        }));
        return command;
    }

    private static int ListAsync(StoreSession session)
    {
        foreach (var assembly in session.Hall.All)
            Console.WriteLine($"{assembly.Record.Code}  {NameOf(session, assembly)}  {assembly.Votes.VoterCount} people, {assembly.Votes.VoteCount} votes  {assembly.Settings.Title}");
        return NothingYet(session.Hall.All);
    }

    private static int NothingYet(IReadOnlyList<LiveAssembly> shown)
    {
        if (shown.Count == 0)
            Console.WriteLine("There is no assembly yet. Create one with: assemblybot assembly new FILE");
        return 0;
    }

    private static async Task<int> SetStageAsync(
        StoreSession session, LiveAssembly assembly, Stage stage, CancellationToken cancellationToken)
    {
        await session.Services.GetRequiredService<Recorder>()
            .RecordAsync(new Change.SetStage(assembly.Id, stage, session.Clock.GetUtcNow()), cancellationToken);
        Console.WriteLine($"{assembly.Record.Code}: {NameOf(session, assembly)}");
        return 0;
    }

    private static async Task PrintStatusAsync(StoreSession session, LiveAssembly assembly, CancellationToken cancellationToken)
    {
        var joined = await session.Services.GetRequiredService<IAssemblyStore>().CountParticipantsAsync(assembly.Id, cancellationToken);
        var enough = assembly.Votes.CountVotersWith(assembly.Settings.Thresholds.VotesEach);
        var channels = session.Hall.Channels.Where(channel => channel.Assembly == assembly.Id).ToArray();
        Console.WriteLine($"""
            {assembly.Settings.Title} ({assembly.Record.Code})
              stage:      {NameOf(session, assembly)}
              people:     {joined} joined, {assembly.Votes.VoterCount} voted, {enough} of {assembly.Settings.Thresholds.Participants} needed have {assembly.Settings.Thresholds.VotesEach} votes or more
              votes:      {assembly.Votes.VoteCount} ({assembly.Votes.Head} with those changed or taken back)
              statements: {assembly.Accepted.Count()} up for voting, {assembly.Waiting.Count()} waiting for a moderator
              channels:   {channels.Count(channel => channel.DisabledBecause is null)} linked, {channels.Count(channel => channel.DisabledBecause is not null)} disabled
            """);
    }

    private static LiveAssembly Find(StoreSession session, string code) => session.Hall.FindByCode(code)
        ?? throw new UsageException(
            $"there is no assembly with the code '{code}'; there are: {string.Join(", ", session.Hall.All.Select(assembly => assembly.Record.Code))}");

    private static string NameOf(StoreSession session, LiveAssembly assembly) =>
        session.Services.GetRequiredService<PhraseBooks>().For("en").Organising.NameOf(assembly.Record.StageAt(session.Clock.GetUtcNow()));
}
