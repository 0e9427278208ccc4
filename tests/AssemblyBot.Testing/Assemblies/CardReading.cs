using System.Text;
using System.Text.RegularExpressions;
using AssemblyBot.Core.Cards;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>Reads a card as a person does.</summary>
public static partial class CardReading
{
    /// <summary>The card as text: the notice, a line for each block, a line for each row of buttons.</summary>
    public static string Text(this Card card)
    {
        var text = new StringBuilder();
        if (card.Notice is not null)
            text.Append("! ").AppendLine(card.Notice);
        foreach (var block in card.Blocks)
        {
            text.AppendLine(block switch
            {
                Block.Heading heading => $"# {heading.Text}",
                Block.Paragraph paragraph => paragraph.Text,
                Block.Note note => $"({note.Text})",
                Block.Quote quote => $"{quote.Label}: {quote.Text}",
                Block.Tally tally => $"{tally.Label} {tally.Text} | {tally.Counts}",
                _ => throw new NotSupportedException(block.GetType().Name),
            });
        }

        foreach (var row in card.Rows)
            text.AppendLine(string.Join(" ", row.Select(button => $"[{button.Label}]")));
        return text.ToString();
    }

    /// <summary>The labels of the buttons, from top to bottom.</summary>
    public static IReadOnlyList<string> Labels(this Card card) => [.. card.Rows.SelectMany(row => row).Select(button => button.Label)];

    /// <summary>The button with this label.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several; the message shows the card.</exception>
    public static Button Button(this Card card, string label) =>
        card.Rows.SelectMany(row => row).Where(button => button.Label == label).ToArray() is [var one]
            ? one
            : throw new InvalidOperationException($"there is not one button '{label}' on this card:\n{card.Text()}");

    /// <summary>The one-time code on it.</summary>
    public static string LinkCodeOn(Card card) => OneTimeCode().Match(card.Text()) is { Success: true, Value: var code }
        ? code
        : throw new InvalidOperationException($"there is no code on this card:\n{card.Text()}");

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex OneTimeCode();

    /// <summary>The statements on it with what was found about them.</summary>
    public static IReadOnlyList<Block.Tally> Tallies(this Card card) => [.. card.Blocks.OfType<Block.Tally>()];

    /// <summary>The blocks of the section under a heading.</summary>
    public static IReadOnlyList<Block> Section(this Card card, string heading) =>
    [
        .. card.Blocks.SkipWhile(block => block is not Block.Heading { Text: var text } || text != heading)
            .Skip(1)
            .TakeWhile(block => block is not Block.Heading),
    ];
}
