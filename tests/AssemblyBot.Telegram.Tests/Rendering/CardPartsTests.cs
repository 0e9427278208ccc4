namespace AssemblyBot.Telegram.Tests.Rendering;

public sealed class CardPartsTests
{
    [Fact]
    public void A_card_that_fits_is_one_part()
    {
        var card = Given.Ask(1);

        Assert.Same(card, Assert.Single(CardParts.Split(card)));
    }

    [Fact]
    public void A_long_summary_is_split_before_headings_and_keeps_every_statement()
    {
        var summary = Summary(sections: 6, statements: 8);

        var parts = CardParts.Split(summary);

        Assert.InRange(parts.Count, 2, 6);
        Assert.All(parts, part => Assert.IsType<Block.Heading>(part.Blocks[0]));
        Assert.Equal(summary.Blocks, parts.SelectMany(part => part.Blocks));
        Assert.All(parts.SkipLast(1), part => Assert.Empty(part.Rows));
        Assert.Same(summary.Rows, parts[^1].Rows);
        Assert.All(parts, AssertFits);
    }

    [Fact]
    public void Equal_cards_give_equal_parts()
    {
        var (one, two) = (CardParts.Split(Summary(9, 12)), CardParts.Split(Summary(9, 12)));

        Assert.Equal(one.Select(part => string.Join('|', part.Blocks)), two.Select(part => string.Join('|', part.Blocks)));
    }

    [Fact]
    public void A_section_that_is_too_long_is_split_between_blocks_and_its_heading_is_not_left_alone()
    {
        var parts = CardParts.Split(Summary(sections: 1, statements: 60));

        Assert.All(parts, part => Assert.IsNotType<Block.Heading>(part.Blocks[^1]));
        Assert.All(parts, AssertFits);
    }

    [Fact]
    public void A_text_that_is_too_long_is_split_after_a_sentence_and_loses_nothing()
    {
        var text = string.Concat(Enumerable.Range(1, 900).Select(number => $"This is sentence {number}. "));

        var parts = CardParts.Split(new Card { Blocks = [new Block.Heading("Title"), new Block.Paragraph(text)] });

        Assert.All(parts, AssertFits);
        Assert.All(parts.SkipLast(1), part => Assert.EndsWith(".", ((Block.Paragraph)part.Blocks[^1]).Text, StringComparison.Ordinal));
        Assert.Equal(text.TrimEnd(), string.Join(' ', parts.SelectMany(part => part.Blocks).OfType<Block.Paragraph>().Select(block => block.Text)));
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("@a /b")]
    [InlineData("&<>")]
    [InlineData("שלום ")]
    public void Four_thousand_of_anything_are_shown_whole(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 4000));
        foreach (Block block in new Block[] { new Block.Quote("#1 · written by a participant", text), new Block.Tally("#1", text, "12 of 20 agree") })
        {
            var parts = CardParts.Split(new Card { Blocks = [block], Rows = Given.Ask(1).Rows });

            Assert.All(parts, AssertFits);
            var shown = string.Concat(parts.SelectMany(part => part.Blocks).Select(TextOf));
            Assert.Equal(Bare(text), Bare(shown));
        }
    }

    [Fact]
    public void The_counts_of_a_statement_in_pieces_stand_below_the_last()
    {
        var tally = new Block.Tally("#1", new string('x', 5000), "12 of 20 agree");

        var pieces = CardParts.Split(new Card { Blocks = [tally] }).SelectMany(part => part.Blocks).Cast<Block.Tally>().ToList();

        Assert.Equal(["", "12 of 20 agree"], pieces.Select(piece => piece.Counts));
    }

    [Fact]
    public void There_is_room_for_the_words_that_stand_in_for_a_link()
    {
        var card = Summary(6, 8) with { Rows = [[new Button("Take part", new CardAction.Start("abc"))]] };

        Assert.All(CardParts.Split(card), part => AssertFits(part, username: null));
    }

    private static Card Summary(int sections, int statements) => new()
    {
        Blocks =
        [
            .. Enumerable.Range(1, sections).SelectMany(section => (Block[])
            [
                new Block.Heading($"Section {section}"),
                .. Enumerable.Range(1, statements).Select(number => new Block.Tally(
                    $"#{number}", $"Statement {number} of section {section} with some words in it", "45 of 60 agree (75 %) · A 40 of 44 agree · B 5 of 16 agree")),
            ]),
        ],
        Rows = [[new Button("Go on", new CardAction.Next(Given.Assembly))]],
        Audience = Audience.Everyone,
    };

    private static void AssertFits(Card part) => AssertFits(part, Given.BotName);

    private static void AssertFits(Card part, string? username)
    {
        var plain = PlainText.Of(TelegramCards.Render(part, Given.Reader(TelegramPeople.Anyone, username)).Html);
        Assert.InRange(plain.Length, 1, TelegramCards.LongestText);
        Assert.False(plain.EndsWith('…'));
    }

    private static string TextOf(Block block) => block switch
    {
        Block.Quote quote => quote.Text,
        Block.Tally tally => tally.Text,
        _ => "",
    };

    private static string Bare(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '\u200B'));
}
