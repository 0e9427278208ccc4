using System.Text;

namespace AssemblyBot.Telegram.Tests.Rendering;

public sealed class TelegramCardsTests
{
    [Fact]
    public void A_card_is_drawn_block_by_block()
    {
        var card = new Card
        {
            Blocks =
            [
                new Block.Heading("Title & more"),
                new Block.Paragraph("Our words, /help too"),
                new Block.Quote("#7 · written by a participant", "A <b>bold</b> claim"),
                new Block.Tally("#8", "Another one", "12 of 20 agree"),
                new Block.Note("A note"),
                new Block.Paragraph(" "),
            ],
        };

        Assert.Equal(
            "<b>Title &amp; more</b>\n\nOur words, /help too\n\n<i>#7 · written by a participant</i>\n"
            + "<blockquote>A &lt;b&gt;bold&lt;/b&gt; claim</blockquote>\n\n<b>#8</b> Another one\n<i>12 of 20 agree</i>\n\n<i>A note</i>",
            TelegramCards.Render(card, Given.Reader()).Html);
    }

    [Fact]
    public void Buttons_are_sealed_for_the_person_and_fit()
    {
        var message = TelegramCards.Render(Given.Ask(40), Given.Reader());

        var button = message.Rows[0][0];
        Assert.Equal("Agree", button.Text);
        Assert.InRange(Encoding.UTF8.GetByteCount(button.CallbackData!), 1, 64);
        Assert.Equal(Given.Vote(40), Given.Seal.Open(button.CallbackData, Given.Person(7)));
        Assert.IsType<CardAction.Unreadable>(Given.Seal.Open(button.CallbackData, Given.Person(8)));
    }

    [Fact]
    public void The_way_in_is_a_link_to_the_private_chat()
    {
        var message = TelegramCards.Render(Invitation, Given.Reader(TelegramPeople.Anyone));

        Assert.Equal(new InlineButton("Take part", Url: $"https://t.me/{Given.BotName}?start=ai-commons"), Assert.Single(message.Rows[0]));
    }

    [Fact]
    public void Without_the_bots_name_the_text_says_how_to_come_in()
    {
        var message = TelegramCards.Render(Invitation, Given.Reader(TelegramPeople.Anyone, username: null));

        Assert.Empty(message.Rows);
        Assert.EndsWith("/start ai-commons", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_too_long_is_wrapped_and_a_label_shortened()
    {
        var row = Enumerable.Range(1, 10).Select(number => new Button(new string('x', 100), Given.Vote(number))).ToList();

        var rows = TelegramCards.Render(new Card { Blocks = [new Block.Paragraph("?")], Rows = [row] }, Given.Reader()).Rows;

        Assert.Equal([8, 2], rows.Select(buttons => buttons.Count));
        Assert.All(rows.SelectMany(buttons => buttons), button => Assert.InRange(button.Text.Length, 1, 64));
    }

    [Theory]
    [InlineData("&")]
    [InlineData("<")]
    [InlineData("😀")]
    [InlineData("a@b ")]
    [InlineData(" @b /c")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("e\u0301")]
    [InlineData("\u202E<")]
    public void Whatever_is_written_the_message_is_not_too_long_and_its_HTML_whole(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 5000));
        foreach (Block block in new Block[] { new Block.Quote("#1", text), new Block.Tally("#1", text, "counts"), new Block.Paragraph(text) })
        {
            var html = TelegramCards.Render(new Card { Blocks = [new Block.Heading("Title"), block] }, Given.Reader()).Html;

            var plain = PlainText.Of(html);
            Assert.InRange(plain.Length, 1, TelegramCards.LongestText);
            Assert.EndsWith("…", plain, StringComparison.Ordinal);
            Assert.True(plain.IsNormalized());
        }
    }

    [Fact]
    public void A_notice_has_at_most_200_characters()
    {
        Assert.Null(TelegramCards.Notice(null));
        Assert.Null(TelegramCards.Notice(" \n"));
        Assert.Equal("Counted", TelegramCards.Notice("Counted"));
        Assert.Equal(199, TelegramCards.Notice(string.Concat(Enumerable.Repeat("😀", 300)))!.Length);
    }

    [Theory]
    [InlineData("ai-commons", "https://t.me/b?start=ai-commons")]
    [InlineData(null, "https://t.me/b")]
    [InlineData("no spaces & such", "https://t.me/b")]
    public void Only_a_code_that_Telegram_takes_is_put_into_a_link(string? code, string link) =>
        Assert.Equal(link, TelegramCards.Link("b", code));

    private static Card Invitation => new()
    {
        Blocks = [new Block.Heading("Title")],
        Rows = [[new Button("Take part", new CardAction.Start("ai-commons"))]],
        Audience = Audience.Everyone,
    };
}
