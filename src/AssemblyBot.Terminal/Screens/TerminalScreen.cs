using AssemblyBot.Terminal.Cards;
using AssemblyBot.Terminal.Texts;
using Spectre.Console;

namespace AssemblyBot.Terminal.Screens;

/// <summary>What a session writes to, in one of the two looks of <see cref="TerminalCards"/>.</summary>
internal sealed class TerminalScreen
{
    private static readonly Style PromptStyle = new(Color.Teal, decoration: Decoration.Bold);

    private readonly TextWriter _writer;
    private readonly IAnsiConsole? _rich;
    private readonly Func<int?> _plainWidth;

    private TerminalScreen(TextWriter writer, IAnsiConsole? rich, Func<int?> plainWidth) =>
        (_writer, _rich, _plainWidth) = (writer, rich, plainWidth);

    /// <summary>A screen with lines and colours, as wide as <paramref name="console"/> is at the moment of each card.</summary>
    public static TerminalScreen Rich(IAnsiConsole console) => new(console.Profile.Out.Writer, console, () => null);

    /// <summary>A screen of plain lines; a width of null: a thought stays on one line.</summary>
    public static TerminalScreen Plain(TextWriter writer, Func<int?> width) => new(writer, null, width);

    /// <summary>Shows a card below what is there.</summary>
    public void Show(Card card, int firstChoice = 1)
    {
        _writer.WriteLine();
        if (_rich is not null)
            _rich.Write(TerminalCards.Rich(card, _rich.Profile.Width, firstChoice));
        else
            Write(TerminalCards.Plain(card, _plainWidth(), firstChoice));
    }

    /// <summary>Shows the choices of a card again.</summary>
    public void ShowChoices(IReadOnlyList<IReadOnlyList<Button>> rows)
    {
        if (_rich is not null)
            _rich.Write(TerminalCards.RichChoices(rows, _rich.Profile.Width));
        else
            Write(TerminalCards.PlainChoices(rows, _plainWidth()));
    }

    /// <summary>Says what just happened, or what to do.</summary>
    public void Say(string sentence, bool isQuiet = false)
    {
        _writer.WriteLine();
        if (_rich is not null)
            _rich.Write(TerminalCards.RichSentence(sentence, _rich.Profile.Width, isQuiet));
        else
            Write(TerminalCards.PlainSentence(sentence, _plainWidth()));
    }

    /// <summary>Asks for a line.</summary>
    public void Prompt(string prompt)
    {
        var text = InertText.OnOneLine(prompt);
        text += text is [.., var last] && char.IsLetterOrDigit(last) ? ": " : " ";
        _writer.WriteLine();
        if (_rich is not null)
            _rich.Write(text, PromptStyle);
        else
            _writer.Write(text);
        _writer.Flush();
    }

    /// <summary>Writes a line that was read and that nothing else shows.</summary>
    public void Echo(string line) => _writer.WriteLine(InertText.OnOneLine(InertText.AsTyped(line)));

    /// <summary>Ends the line of a prompt that was not answered.</summary>
    public void EndLine() => _writer.WriteLine();

    private void Write(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            _writer.WriteLine(line);
    }
}
