using System.CommandLine;
using AssemblyBot.Storage.Whole;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot restore FILE</c>: fills the store from a backup, without those who were forgotten since.</summary>
internal static class RestoreVerb
{
    private static readonly Argument<string> File = new("file") { Description = "A file that `assemblybot backup` wrote." };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace everything that the store holds." };

    private static readonly Option<string[]> Erasures = new("--erasures")
    {
        Description = "Further lists of erasures, such as those of other hosts; the installation's own is always heeded.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without a progress bar." };

    public static Command Create()
    {
        var command = new Command(
            "restore", "Fill the store from a backup; whoever was forgotten since is forgotten again. Stop the worker first.")
        {
            File, Overwrite, Erasures, Plain,
        };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (file, overwrite) = (parsed.GetValue(File)!, parsed.GetValue(Overwrite));
        var lists = parsed.GetValue(Erasures) ?? [];
        if (lists.FirstOrDefault(list => !System.IO.File.Exists(list)) is { } missing)
        {
            throw new StoreException(
                $"there is no list of erasures '{missing}'; whoever is on it would come back, so nothing was restored; " +
                "put the file there, or leave it out if nobody was forgotten on that host");
        }

        var screen = new StoreScreen(parsed.GetValue(Plain));
        await using var tool = StoreTool.Open(SettingArguments.Read(parsed));
        await tool.KeepWorkersAwayAsync(cancellationToken);
        if (!overwrite && !await tool.Whole.IsEmptyAsync(cancellationToken))
            throw new StoreException($"{tool.Whole.Name} holds something already; say --overwrite to replace all of it");

        await using var backup = StoreBackup.Open(file, tool.Options.Folder, tool.Clock);
        var rows = await backup.Store.CountRowsAsync(cancellationToken);
        var findings = await screen.WatchAsync("Recount", rows, progress => StoreRecount.RunAsync(backup.Store, progress, cancellationToken));
        string[] faults = [.. await backup.Store.ExamineAsync(cancellationToken), .. findings.Faults];
        await StoreScreen.ShowFaultsAsync(faults);
        if (faults.Length > 0)
            throw new StoreException($"the backup '{file}' is not sound; nothing was restored");

        var keys = await backup.LoadKeysAsync(tool.Options, cancellationToken);
        var forgotten = await backup.ForgetAsync(StoreTool.ErasuresOf(tool.Options, keys, lists), cancellationToken);
        await screen.WatchAsync("Restore", 2 * rows, progress => StoreCopy.RunAsync(backup.Store, tool.Whole, overwrite, progress, cancellationToken));

        StoreScreen.Show(findings);
        StoreScreen.Say($"Restored into {tool.Whole.Name}, and compared: {findings.Rows} rows; {forgotten} people who were forgotten since are forgotten again.");
        return 0;
    }
}
