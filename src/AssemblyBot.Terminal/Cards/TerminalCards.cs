using Spectre.Console.Rendering;

namespace AssemblyBot.Terminal.Cards;

/// <summary>
/// Draws a card on a terminal, in one of two looks with the same content: rich, with lines and colours, and plain, with
/// one thought a line, for a pipe or a screen reader. Choices are numbered in both.
/// </summary>
internal static class TerminalCards
{
    /// <summary>The narrowest width that is drawn for, in columns.</summary>
    public const int NarrowestWidth = 24;

    /// <summary>The widest, in columns; longer lines are hard to read.</summary>
    public const int WidestWidth = 100;

    /// <summary>The card with lines and colours.</summary>
    /// <param name="card">The card.</param>
    /// <param name="width">The columns there are.</param>
    /// <param name="firstChoice">The number of its first choice.</param>
    public static IRenderable Rich(Card card, int width, int firstChoice = 1) =>
        new RichCard(Fit(width)).Draw(card, firstChoice);

    /// <summary>The choices of a card again, with lines and colours.</summary>
    public static IRenderable RichChoices(IReadOnlyList<IReadOnlyList<Button>> rows, int width) =>
        new RichCard(Fit(width)).DrawChoices(rows);

    /// <summary>A sentence that belongs to no card.</summary>
    public static IRenderable RichSentence(string sentence, int width, bool isQuiet) =>
        new RichCard(Fit(width)).DrawSentence(sentence, isQuiet);

    /// <summary>The card in plain lines.</summary>
    /// <param name="card">The card.</param>
    /// <param name="width">The columns there are; null: a thought stays on one line, however long.</param>
    /// <param name="firstChoice">The number of its first choice.</param>
    public static IReadOnlyList<string> Plain(Card card, int? width, int firstChoice = 1) =>
        new PlainCard(Fit(width)).Draw(card, firstChoice);

    /// <summary>The choices of a card again, in plain lines.</summary>
    public static IReadOnlyList<string> PlainChoices(IReadOnlyList<IReadOnlyList<Button>> rows, int? width) =>
        new PlainCard(Fit(width)).DrawChoices(rows);

    /// <summary>A sentence that belongs to no card.</summary>
    public static IReadOnlyList<string> PlainSentence(string sentence, int? width) =>
        new PlainCard(Fit(width)).Draw(
            new Card { Blocks = [new Block.Paragraph(sentence)] }, firstChoice: 1);

    private static int Fit(int columns) => Math.Clamp(columns, NarrowestWidth, WidestWidth);

    private static int? Fit(int? columns) => columns is { } some ? Fit(some) : null;
}
