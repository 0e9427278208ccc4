using AssemblyBot.Terminal.Tests.Demo;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace AssemblyBot.Terminal.Tests;

/// <summary>Runs the tests; with <c>demo [--plain]</c> a session with a made-up desk, to look at.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        ["demo", ..] => DemoSession.RunAsync(args[1..]),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
