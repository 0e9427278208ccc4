using System.CommandLine;
using AssemblyBot.Worker.Hosting;
using AssemblyBot.Worker.Verbs;

var root = new RootCommand("AssemblyBot: alignment assemblies in the chats where communities already are.")
{
    AssemblyVerb.Create(),
    CodeVerb.Create(),
    RehearseVerb.Create(),
    AnalyseVerb.Create(),
    BackupVerb.Create(),
    RestoreVerb.Create(),
    CheckVerb.Create(),
    MoveVerb.Create(),
};
RunVerb.AddTo(root);
SettingArguments.AddTo(root);
var parsed = root.Parse(SettingArguments.InFront(args));
return await Fault.GuardAsync(() =>
{
    RunVerb.RefuseBeforeVerb(parsed);
    return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
});
