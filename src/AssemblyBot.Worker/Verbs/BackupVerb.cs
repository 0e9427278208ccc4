using System.CommandLine;
using AssemblyBot.Storage.Whole;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot backup FILE</c>: writes the whole store into one file, while the worker goes on.</summary>
internal static class BackupVerb
{
    private static readonly Argument<string> File = new("file") { Description = "The file to write, such as backups/2026-02-19.db." };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace a file that is there already." };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without a progress bar." };

    public static Command Create()
    {
        var command = new Command(
            "backup", "Write the whole store into one file, while the worker goes on. Any installation with the same key can restore it.")
        {
            File, Overwrite, Plain,
        };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (file, screen) = (Path.GetFullPath(parsed.GetValue(File)!), new StoreScreen(parsed.GetValue(Plain)));
        await using var tool = StoreTool.OpenBesideWorker(SettingArguments.Read(parsed));
        tool.RequireStore();
        var rows = await tool.Whole.CountRowsAsync(cancellationToken);
        var findings = await screen.WatchAsync("Backup", rows, progress => StoreBackup.WriteAsync(
            tool.Whole, file, parsed.GetValue(Overwrite), tool.Clock, progress, cancellationToken));

        StoreScreen.Show(findings);
        StoreScreen.Say($"Written and recounted: {file}, {findings.Rows} rows, {new FileInfo(file).Length / 1e6:F1} MB.");
        Console.WriteLine($"It can be restored only with the key '{tool.Options.IdentityKeyFile}'; keep a copy of that in another place.");
        await StoreScreen.ShowFaultsAsync(findings.Faults);
        return findings.Faults.Count == 0 ? 0 : 1;
    }
}
