using System.Text;
using Spectre.Console;

namespace AssemblyBot.Terminal.Screens;

/// <summary>The terminal that a session talks to.</summary>
/// <param name="Input">Where lines come from.</param>
/// <param name="Screen">Where cards go.</param>
/// <param name="ShowsTyping">Whether what is typed is seen without our doing; a pipe's lines are written out by us.</param>
internal sealed record TerminalDevice(TextReader Input, TerminalScreen Screen, bool ShowsTyping)
{
    private const int UnknownWidth = 80;

    /// <summary>The terminal or the pipes of this process.</summary>
    public static TerminalDevice OfProcess(TerminalOptions options)
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = Encoding.UTF8;
        return new TerminalDevice(Lines(), ScreenOfProcess(options), !Console.IsInputRedirected);
    }

    /// <summary>Plain lines without line breaks of our own, from and to anything: what a pipe sees.</summary>
    public static TerminalDevice OfPipe(TextReader input, TextWriter output) =>
        new(input, TerminalScreen.Plain(output, () => null), ShowsTyping: false);

    /// <summary>Whether lines and colours are wanted, as far as the environment says.</summary>
    public static bool WantsRich(TerminalOptions options, Func<string, string?> variable, bool isOutputRedirected) =>
        !options.Plain && !isOutputRedirected && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb";

    private static TerminalScreen ScreenOfProcess(TerminalOptions options)
    {
        if (WantsRich(options, Environment.GetEnvironmentVariable, Console.IsOutputRedirected))
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            });
            if (console.Profile.Capabilities is { Ansi: true, Unicode: true })
                return TerminalScreen.Rich(console);
        }

        return TerminalScreen.Plain(Console.Out, () => Console.IsOutputRedirected ? null : Width());
    }

    private static int Width() => Console.WindowWidth is > 0 and var width ? width : UnknownWidth;

    /// <summary>The standard input; outside Windows read as a stream, which gives each line whole.</summary>
    private static TextReader Lines() =>
        OperatingSystem.IsWindows() ? Console.In : new StreamReader(Console.OpenStandardInput(), Console.InputEncoding);
}
