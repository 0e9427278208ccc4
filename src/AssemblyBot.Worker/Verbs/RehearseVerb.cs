using System.CommandLine;
using AssemblyBot.Consensus.Simulation;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Worker.Rehearsals;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot rehearse</c>: plays a conversation through the real way of a vote, into a store of its own.</summary>
internal static class RehearseVerb
{
    private static readonly Argument<string?> Folder = new("folder")
    {
        Description = "A published Polis conversation: a folder with comments.csv and votes.csv.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int?> People = new("--people") { Description = "Invent a conversation of this many people instead.", HelpName = "N" };
    private static readonly Option<int> Statements = new("--statements") { Description = "With --people: how many statements.", HelpName = "N", DefaultValueFactory = _ => 40 };
    private static readonly Option<int> Groups = new("--groups") { Description = "With --people: how many groups of opinion are planted.", HelpName = "N", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Seed = new("--seed") { Description = "With --people: where every random choice starts.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Out = new("--out") { Description = "The folder of the rehearsal's store. Default: rehearsal/NAME.", HelpName = "FOLDER" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without colours and frames." };

    public static Command Create()
    {
        var command = new Command("rehearse", "Play a published or an invented conversation through the bot, and show its summary.")
        {
            Folder, People, Statements, Groups, Seed, Out, Plain,
        };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = SettingArguments.Read(parsed);
        var conversation = await ReadAsync(parsed, cancellationToken);
        if (conversation.Votes.Count == 0)
            throw new UsageException("there is no vote in this conversation; nothing can be rehearsed");

        var folder = RehearsalStore.Choose(parsed.GetValue(Out), conversation.Name);
        var clock = new RehearsalClock(Start(conversation));
        var messenger = new RehearsalMessenger();
        var builder = Installation.CreateBuilder(
        [
            .. given,
            new("Storage:Folder", folder),
            new("Storage:IdentityKey", Path.Combine(folder, "identity.key")),
            new("Staff:Organisers:0", Rehearsal.ModeratorAccount),
        ]);
        RehearsalStore.KeepToFile(builder.Configuration, given);
        HostLogging.Add(builder.Logging, isQuiet: true);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IMessenger>(messenger);

        var options = new TerminalOptions { Plain = parsed.GetValue(Plain) };
        using var host = builder.Build();
        await Installation.OpenAsync(host.Services, cancellationToken);
        var rehearsal = new Rehearsal(conversation, clock, messenger, host.Services);
        var result = await RehearsalScreen.WatchAsync(
            conversation, options, progress => rehearsal.RunAsync(progress, cancellationToken));
        RehearsalScreen.Show(result, folder, options);
        return result.Accepted == result.Votes ? 0 : 1;
    }

    private static async Task<Rehearsed> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(People) is { } people)
        {
            if (people is < 2 or > 100_000 || parsed.GetValue(Statements) is < 1 or > 10_000 || parsed.GetValue(Groups) is < 1 or > 8)
                throw new UsageException("an invented conversation takes 2 to 100000 people, 1 to 10000 statements and 1 to 8 groups");
            return RehearsedConversations.From(new PlantedConversation
            {
                People = people,
                Statements = parsed.GetValue(Statements),
                Groups = parsed.GetValue(Groups),
                Seed = parsed.GetValue(Seed),
            });
        }

        if (parsed.GetValue(Folder) is not { } folder)
        {
            throw new UsageException(
                "name the folder of a published Polis conversation, or invent one: assemblybot rehearse --people 300");
        }

        return RehearsedConversations.From(await PolisFolder.ReadAsync(folder, new PolisReadOptions(), progress: null, cancellationToken));
    }

    /// <summary>An hour before anything happens.</summary>
    private static DateTimeOffset Start(Rehearsed conversation)
    {
        var first = conversation.Votes.Min(vote => vote.At);
        var written = conversation.Statements.Where(statement => statement.Author is not null).Min(statement => statement.Written);
        return (written < first ? written.Value : first).AddHours(-1);
    }
}
