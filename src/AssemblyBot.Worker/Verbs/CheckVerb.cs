using System.CommandLine;
using AssemblyBot.Storage.Erasures;
using AssemblyBot.Storage.Whole;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot check</c>: looks whether the store is sound, while the worker goes on.</summary>
internal static class CheckVerb
{
    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without a progress bar." };

    public static Command Create()
    {
        var command = new Command(
            "check", "Look whether the store is sound: its pages, its sequences, and every tally counted anew from the events. Changes nothing.")
        {
            Plain,
        };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new StoreScreen(parsed.GetValue(Plain));
        await using var tool = StoreTool.OpenBesideWorker(SettingArguments.Read(parsed));
        tool.RequireStore();
        StoreScreen.Say($"Checking {tool.Whole.Name}, schema version {await tool.Whole.GetVersionAsync(cancellationToken)}.");
        var faults = new List<string>(await tool.Whole.ExamineAsync(cancellationToken));
        Console.WriteLine(faults.Count == 0 ? "Its pages, indexes and references are sound." : "Its pages, indexes or references are damaged.");

        var rows = await tool.Whole.CountRowsAsync(cancellationToken);
        var findings = await screen.WatchAsync("Recount", rows, progress => StoreRecount.RunAsync(tool.Whole, progress, cancellationToken));
        StoreScreen.Show(findings);
        faults.AddRange(findings.Faults);
        Console.WriteLine(findings.Faults.Count == 0
            ? "No number is missing, and every vote and tally that was kept is what the events lead to."
            : "The events do not lead to what the store holds.");

        await CheckPeopleAsync(tool, findings, faults, cancellationToken);
        await StoreScreen.ShowFaultsAsync(faults);
        StoreScreen.Say($"{findings.Rows} rows read; {(faults.Count == 0 ? "nothing is wrong" : $"{faults.Count} things are wrong")}.");
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task CheckPeopleAsync(
        StoreTool tool, StoreFindings findings, List<string> faults, CancellationToken cancellationToken)
    {
        if (!tool.HasKey)
        {
            if (findings.Participants > 0)
                faults.Add($"the key file '{tool.Options.IdentityKeyFile}' is missing, and without it nobody in the store can be recognised");
            return;
        }

        try
        {
            var lists = StoreTool.ErasuresOf(tool.Options, tool.Keys, []);
            var back = await ErasureReplay.FindAsync(tool.Whole, lists, cancellationToken);
            Console.WriteLine("The key is the one that the participants are known by.");
            if (back.Count > 0)
                faults.Add($"{back.Count} people are in the store though they were forgotten; restore the backup with `assemblybot restore`, which forgets them");
            else
                Console.WriteLine("Nobody who was forgotten is in the store.");
        }
        catch (StoreException exception)
        {
            faults.Add(exception.Message);
        }
    }
}
