using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using AssemblyBot.Storage.Whole;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot move --to KIND</c>: copies everything into an empty store of another kind or at another place.</summary>
internal static class MoveVerb
{
    private static readonly Option<string> To = new("--to")
    {
        Description = "The kind of the new store. PostgreSQL is found by Storage__ConnectionString.",
        HelpName = "postgres|sqlite|litedb",
        Required = true,
    };

    private static readonly Option<string?> Folder = new("--folder") { Description = "The folder of the new store. Default: Storage:Folder.", HelpName = "DIR" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without a progress bar." };

    public static Command Create()
    {
        To.AcceptOnlyFromAmong("postgres", "sqlite", "litedb");
        var command = new Command(
            "move", "Copy everything into an empty store of another kind or at another place, and compare. The old one stays as it is. Stop the worker first.")
        {
            To, Folder, Plain,
        };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new StoreScreen(parsed.GetValue(Plain));
        await using var tool = StoreTool.Open(SettingArguments.Read(parsed));
        tool.RequireStore();
        var options = TargetOf(tool.Options, parsed.GetValue(To)!, parsed.GetValue(Folder));
        await tool.KeepWorkersAwayAsync(cancellationToken);
        if (StorageServices.IsOneFile(tool.Options, options))
            throw AlreadyThere(tool.Whole);
        await using var target = StorageServices.OpenStore(options, tool.Clock);
        var whole = (IWholeStore)target;
        if (whole.Name == tool.Whole.Name)
            throw AlreadyThere(whole);
        if (!await whole.IsEmptyAsync(cancellationToken))
            throw new StoreException($"{whole.Name} holds something already; move into an empty one");

        var rows = await tool.Whole.CountRowsAsync(cancellationToken);
        var moved = await screen.WatchAsync("Move", 2 * rows, progress => StoreCopy.RunAsync(tool.Whole, whole, overwrite: false, progress, cancellationToken));
        var findings = await screen.WatchAsync("Recount", moved, progress => StoreRecount.RunAsync(whole, progress, cancellationToken));
        StoreScreen.Show(findings);
        await StoreScreen.ShowFaultsAsync(findings.Faults);
        if (findings.Faults.Count > 0)
            throw new StoreException($"what was copied into {whole.Name} is not sound, as the old store is not; see `assemblybot check`");

        StoreScreen.Say($"Copied into {whole.Name}, compared and recounted: {moved} rows. {tool.Whole.Name} is as it was.");
        Console.WriteLine(NextSteps(tool.Options, options));
        return 0;
    }

    private static UsageException AlreadyThere(IWholeStore store) =>
        new($"{store.Name} is where everything is already; name another kind, or another --folder");

    private static StorageOptions TargetOf(StorageOptions source, string kind, string? folder)
    {
        var options = new StorageOptions
        {
            Provider = kind switch { "postgres" => StorageOptions.Postgres, "litedb" => "LiteDb", _ => StorageOptions.Sqlite },
            ConnectionString = source.ConnectionString,
            Folder = folder ?? source.Folder,
        };
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true))
            throw new UsageException(string.Join("; ", wrong.Select(result => result.ErrorMessage)));
        return options;
    }

    private static string NextSteps(StorageOptions source, StorageOptions target)
    {
        var settings = target.IsShared || Path.GetFullPath(target.Folder) == Path.GetFullPath(source.Folder)
            ? $"Storage:Provider={target.Provider}"
            : $"Storage:Provider={target.Provider} and Storage:Folder={target.Folder}, and copy '{source.IdentityKeyFile}' and '{source.ErasuresFile}' there";
        return $"Set {settings}; then start the worker.";
    }
}
