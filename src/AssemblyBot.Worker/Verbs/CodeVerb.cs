using System.CommandLine;
using Command = System.CommandLine.Command;

namespace AssemblyBot.Worker.Verbs;

/// <summary><c>assemblybot code</c>: issues a one-time set-up code.</summary>
internal static class CodeVerb
{
    public static Command Create()
    {
        var role = new Option<string>("--role")
        {
            Description = "What the code makes of whoever sends it first.",
            HelpName = "organiser|moderator",
            DefaultValueFactory = _ => "organiser",
        };
        role.AcceptOnlyFromAmong("organiser", "moderator");
        var command = new Command("code", "Make a one-time set-up code for an organiser or a moderator.") { role };
        command.SetAction((parsed, cancellationToken) => Fault.GuardAsync(async () =>
        {
            var given = parsed.GetValue(role) == "moderator" ? Role.Moderator : Role.Organiser;
            await using var session = await StoreSession.OpenAsync(SettingArguments.Read(parsed), cancellationToken);
            var code = await SetupCodes.IssueAsync(session.Services, given, cancellationToken);
            Console.WriteLine(code);
            await Console.Error.WriteLineAsync($"Whoever sends the bot  /claim {code}  first becomes {(given == Role.Organiser ? "an organiser" : "a moderator")}.");
            return 0;
        }));
        return command;
    }
}
