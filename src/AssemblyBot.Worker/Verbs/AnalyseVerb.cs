using System.CommandLine;
using AssemblyBot.Publishing.Polis;
using AssemblyBot.Publishing.Reports;
using AssemblyBot.Worker.Analyses;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot analyse</c>: finds groups and consensus in a published conversation.</summary>
internal static class AnalyseVerb
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "A published Polis conversation: a folder with comments.csv and votes.csv, or with participants-votes.csv alone.",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "Write report.json, participants.csv, statements.csv and opinion-map.svg there.", HelpName = "DIR" };
    private static readonly Option<string?> From = new("--from") { Description = "An earlier report.json: groups keep their names, and changes are told.", HelpName = "REPORT" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain lines, without colours and frames." };
    private static readonly Option<string?> Method = Choice(
        "--method", "robust (the default): groups that depend on nothing but the votes; classic: as Polis computes them.", "robust", "classic");

    private static readonly Option<string?> Agree = Choice(
        "--agree", "The number that means agree in the files, where they do not say it.", "1", "-1");

    public static Command Create()
    {
        var command = new Command("analyse", "Find groups of opinion and consensus in a published conversation.") { Folder, Out, Method, From, Agree, Plain };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // None has a meaning here; one that does not exist is named all the same.
        SettingsFile.CheckGiven(SettingArguments.Read(parsed));
        var isRich = CardPrinter.IsRich(new TerminalOptions { Plain = parsed.GetValue(Plain) });
        VoteSign? sign = parsed.GetValue(Agree) switch { "1" => VoteSign.AgreeIsOne, "-1" => VoteSign.AgreeIsMinusOne, _ => null };
        var request = new AnalysisRequest
        {
            Folder = parsed.GetValue(Folder)!,
            Output = parsed.GetValue(Out),
            Earlier = parsed.GetValue(From),
            Reading = new PolisReadOptions { Sign = sign },
            Consensus = new ConsensusOptions
            {
                Method = parsed.GetValue(Method) == "classic" ? ConsensusMethod.Classic : ConsensusMethod.Robust,
            },
            ConfirmSign = AnalysisScreen.Asker,
        };

        var result = await AnalysisScreen.WatchAsync(
            isRich, progress => Analysis.RunAsync(request, TimeProvider.System, progress, cancellationToken));
        AnalysisScreen.Show(result, isRich);
        return 0;
    }

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
