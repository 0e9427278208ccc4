namespace AssemblyBot.Core.Cards;

/// <summary>A piece of a card. Texts are plain: a renderer escapes them, cuts before escaping, and lets nobody be pinged.</summary>
public abstract record Block
{
    private Block()
    {
    }

    /// <summary>The title of a card or of a section; a long card is split before it.</summary>
    public sealed record Heading(string Text) : Block;

    /// <summary>Our own words.</summary>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>Our own words, less important.</summary>
    public sealed record Note(string Text) : Block;

    /// <summary>A statement, as its author typed it.</summary>
    /// <param name="Label">Its number and who wrote it, such as <c>#7 · written by a participant</c>.</param>
    /// <param name="Text">The statement.</param>
    public sealed record Quote(string Label, string Text) : Block;

    /// <summary>A statement with what was found about it.</summary>
    /// <param name="Label">Its number, such as <c>#7</c>.</param>
    /// <param name="Text">The statement, as its author typed it.</param>
    /// <param name="Counts">The counts behind the finding, in words.</param>
    public sealed record Tally(string Label, string Text, string Counts) : Block;
}
