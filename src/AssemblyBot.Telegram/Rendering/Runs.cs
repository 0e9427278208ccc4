namespace AssemblyBot.Telegram.Rendering;

/// <summary>A stretch of text in one style, with what stands before it.</summary>
/// <param name="Before">The space or line end before it.</param>
/// <param name="Tag">The HTML element it stands in; null: none.</param>
/// <param name="Text">The text, cleaned and not escaped.</param>
internal readonly record struct Run(string Before, string? Tag, string Text);

/// <summary>Blocks as stretches of text. A block that says nothing has none.</summary>
internal static class Runs
{
    /// <summary>What stands between two blocks.</summary>
    public const string BetweenBlocks = "\n\n";

    /// <summary>The stretches of a block; empty texts are left out.</summary>
    public static IEnumerable<Run> Of(Block block) => Present(block switch
    {
        Block.Heading heading => [new("", "b", CleanText.Of(heading.Text))],
        Block.Paragraph paragraph => [new("", null, CleanText.Of(paragraph.Text))],
        Block.Note note => [new("", "i", CleanText.Of(note.Text))],
        Block.Quote quote =>
        [
            new("", "i", CleanText.Of(quote.Label)),
            new("\n", "blockquote", InertText.Theirs(quote.Text)),
        ],
        Block.Tally tally =>
        [
            new("", "b", CleanText.Of(tally.Label)),
            new(" ", null, CleanText.Isolated(InertText.Theirs(tally.Text).Trim())),
            new("\n", "i", CleanText.Of(tally.Counts)),
        ],
        _ => throw new ArgumentException($"{block.GetType().Name} is not a block that can be drawn", nameof(block)),
    });

    /// <summary>The length of a block as Telegram counts it: in UTF-16 units, without markup.</summary>
    public static int Length(Block block) => Of(block).Sum(run => run.Before.Length + run.Text.Length);

    private static IEnumerable<Run> Present(Run[] runs)
    {
        var isFirst = true;
        foreach (var run in runs)
        {
            var text = run.Text.Trim();
            if (text.Length == 0)
                continue;
            yield return run with { Before = isFirst ? "" : run.Before, Text = text };
            isFirst = false;
        }
    }
}
