namespace AssemblyBot.Discord.Rendering;

/// <summary>Blocks in Discord's Markdown: bold, italics and quotes, which every client shows. Pure.</summary>
internal static class Markdown
{
    /// <summary>What stands between two blocks.</summary>
    public const string BetweenBlocks = "\n\n";

    /// <summary>A block; empty when it says nothing.</summary>
    /// <param name="block">The block.</param>
    /// <param name="book">The language of the reader's Discord, for the names of commands.</param>
    public static string Of(Block block, PhraseBook book) => block switch
    {
        Block.Heading heading => Bold(Ours(heading.Text, book).ReplaceLineEndings(" ")),
        Block.Paragraph paragraph => Ours(paragraph.Text, book),
        Block.Note note => Italic(Ours(note.Text, book)),
        Block.Quote quote => Lines(Italic(Ours(quote.Label, book)), Quoted(InertText.Theirs(quote.Text).Trim())),
        Block.Tally tally => Lines(
            $"{Bold(Ours(tally.Label, book))} {CleanText.Isolated(InertText.Theirs(tally.Text).Trim())}".Trim(),
            Italic(Ours(tally.Counts, book))),
        _ => throw new ArgumentException($"{block.GetType().Name} is not a block that can be drawn", nameof(block)),
    };

    /// <summary>Blocks below each other.</summary>
    public static string Of(IEnumerable<Block> blocks, PhraseBook book) =>
        string.Join(BetweenBlocks, blocks.Select(block => Of(block, book)).Where(text => text.Length > 0));

    private static string Ours(string text, PhraseBook book) => InertText.Ours(CommandNames.Translate(text, book)).Trim();

    private static string Bold(string text) => text.Length == 0 ? "" : $"**{text}**";

    /// <summary>An address may hold the sign that ends italics, so a text with one has none.</summary>
    private static string Italic(string text) =>
        text.Length == 0 || text.Contains("://", StringComparison.Ordinal) ? text : $"_{text}_";

    private static string Quoted(string text) => text.Length == 0 ? "" : $"> {text.Replace("\n", "\n> ", StringComparison.Ordinal)}";

    private static string Lines(string first, string second) =>
        first.Length == 0 || second.Length == 0 ? first + second : $"{first}\n{second}";
}
