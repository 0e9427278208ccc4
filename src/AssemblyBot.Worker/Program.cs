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
return await root.Parse(SettingArguments.InFront(args)).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
