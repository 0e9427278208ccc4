namespace AssemblyBot.Discord.Tests.Rendering;

public sealed class CardPartsTests
{
    [Fact]
    public void A_card_that_fits_is_one_part() => Assert.Equal(Given.Ask(1).Blocks, Assert.Single(CardParts.Split(Given.Ask(1), Given.English)).Blocks);

    [Fact]
    public void A_long_summary_is_split_before_headings_and_keeps_every_statement()
    {
        var summary = Summary(6, 8);

        var parts = CardParts.Split(summary, Given.English);

        Assert.InRange(parts.Count, 2, 6);
        Assert.All(parts, part => Assert.IsType<Block.Heading>(part.Blocks[0]));
        Assert.Equal(summary.Blocks, parts.SelectMany(part => part.Blocks));
        Assert.All(parts.SkipLast(1), part => Assert.Empty(part.Rows));
        Assert.Equal(summary.Rows, parts[^1].Rows);
        Assert.All(parts, AssertFits);
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("@a /b")]
    [InlineData("*_~")]
    [InlineData("\n# ")]
    [InlineData("שלום ")]
    public void Four_thousand_of_anything_are_shown_whole(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 4000));
        foreach (Block block in new Block[] { new Block.Quote("#1 · written by a participant", text), new Block.Tally("#1", text, "12 of 20 agree") })
        {
            var parts = CardParts.Split(new Card { Blocks = [block], Rows = Given.Ask(1).Rows }, Given.English);

            Assert.All(parts, AssertFits);
            var shown = string.Concat(parts.SelectMany(part => part.Blocks).Select(TextOf));
            Assert.Equal(Bare(text), Bare(shown));
        }
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

    /// <summary>Discord's own limits: 2,000 for a text, 4,096 for an embed's, 6,000 for all embeds.</summary>
    private static void AssertFits(Card part)
    {
        var message = DiscordCards.Render(part, Given.Reader(DiscordPeople.Anyone));
        Assert.InRange(message.Content.Length, 0, 2000);
        Assert.InRange(message.Embeds.Sum(embed => embed.Description.Length), 0, 4096);
        Assert.True(message.Content.Length > 0 || message.Embeds.Count > 0);
    }

    private static string TextOf(Block block) => block switch
    {
        Block.Quote quote => quote.Text,
        Block.Tally tally => tally.Text,
        _ => "",
    };

    private static string Bare(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    [Fact]
    public void A_picture_goes_with_the_first_part_alone()
    {
        var card = new Card
        {
            Blocks = [.. Enumerable.Range(1, 9).Select(number => new Block.Quote($"#{number}", new string('x', 1000)))],
            Rows = [.. Enumerable.Range(1, 40).Select(number => (IReadOnlyList<Button>)[new Button($"Button {number}", Given.Vote(number))])],
            Picture = new CardPicture("map.png", "A map", [1]),
        };

        var parts = CardParts.Split(card, Given.English);

        Assert.True(parts.Count > 3);
        Assert.Same(card.Picture, parts[0].Picture);
        Assert.All(parts.Skip(1), part => Assert.Null(part.Picture));
    }
}
