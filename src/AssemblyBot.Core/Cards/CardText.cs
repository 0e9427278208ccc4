namespace AssemblyBot.Core.Cards;

/// <summary>A card as plain text, for a file. Pure.</summary>
internal static class CardText
{
    /// <summary>The blocks, with an empty line between them and a line under each heading.</summary>
    public static string Of(Card card) => string.Join("\n\n", card.Blocks.Select(Of)) + "\n";

    private static string Of(Block block) => block switch
    {
        Block.Heading heading => $"{heading.Text}\n{new string('-', Math.Min(heading.Text.Length, 72))}",
        Block.Paragraph paragraph => paragraph.Text,
        Block.Note note => note.Text,
        Block.Quote quote => $"{quote.Label}\n{quote.Text}",
        Block.Tally tally => $"{tally.Label} {tally.Text}\n{tally.Counts}".TrimEnd(),
        _ => throw new ArgumentException($"{block.GetType().Name} is not a block that can be written", nameof(block)),
    };
}
