using AssemblyBot.Terminal.Screens;

namespace AssemblyBot.Terminal;

/// <summary>Shows a card that nobody answers, as a session would: rich or plain, as the terminal and the options want it.</summary>
public static class CardPrinter
{
    /// <summary>Writes the card, without its buttons, to this process's output.</summary>
    public static void Print(Card card, TerminalOptions options) =>
        TerminalDevice.OfProcess(options).Screen.Show(card with { Rows = [] });

    /// <summary>Whether lines and colours can be shown on this process's output.</summary>
    public static bool IsRich(TerminalOptions options) =>
        TerminalDevice.WantsRich(options, Environment.GetEnvironmentVariable, Console.IsOutputRedirected);
}
