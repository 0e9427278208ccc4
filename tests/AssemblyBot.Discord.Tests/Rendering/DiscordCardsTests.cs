namespace AssemblyBot.Discord.Tests.Rendering;

public sealed class DiscordCardsTests
{
    [Fact]
    public void A_card_for_a_person_is_a_text_block_by_block()
    {
        var card = new Card
        {
            Blocks =
            [
                new Block.Heading("Title & more"),
                new Block.Paragraph("Our words"),
                new Block.Quote("#7 · written by a participant", "A *bold*\nclaim"),
                new Block.Tally("#8", "Another one", "12 of 20 agree"),
                new Block.Note("A note"),
                new Block.Paragraph(" "),
            ],
        };

        var message = DiscordCards.Render(card, Given.Reader());

        Assert.Equal(
            "**Title & more**\n\nOur words\n\n_\\#7 · written by a participant_\n> A \\*bold\\*\n> claim\n\n"
            + "**\\#8** Another one\n_12 of 20 agree_\n\n_A note_",
            message.Content);
        Assert.True(message.IsForPersonAlone);
        Assert.Empty(message.Embeds);
    }

    [Fact]
    public void A_post_for_everyone_is_an_embed_below_its_title()
    {
        var card = new Card { Blocks = [new Block.Heading("Title"), new Block.Paragraph("Text")], Audience = Audience.Everyone };

        var message = DiscordCards.Render(card, Given.Reader(DiscordPeople.Anyone));

        Assert.Equal("**Title**", message.Content);
        Assert.Equal("Text", Assert.Single(message.Embeds).Description);
        Assert.False(message.IsForPersonAlone);
    }

    [Fact]
    public void A_card_for_a_person_that_is_too_long_for_a_text_is_an_embed()
    {
        var message = DiscordCards.Render(new Card { Blocks = [new Block.Paragraph(new string('x', 2001))] }, Given.Reader());

        Assert.Empty(message.Content);
        Assert.Equal(2001, Assert.Single(message.Embeds).Description.Length);
    }

    [Fact]
    public void A_picture_is_a_file_with_a_description_that_the_embed_shows()
    {
        var card = new Card
        {
            Blocks = [new Block.Heading("Title"), new Block.Paragraph("Text")],
            Audience = Audience.Everyone,
            Picture = new CardPicture("map.png", new string('x', 1100), [1, 2, 3]),
        };

        var (shown, bare) = (DiscordCards.Render(card, Given.Reader()), DiscordCards.Render(card with { Blocks = [], Audience = Audience.Person }, Given.Reader()));

        Assert.Equal(("Text", "map.png"), (Assert.Single(shown.Embeds).Description, shown.Embeds[0].Image));
        Assert.Equal("map.png", Assert.Single(bare.Embeds).Image);
        var file = Assert.Single(shown.Files);
        Assert.Equal(("map.png", "image/png", 1024), (file.Name, file.ContentType, file.Description.Length));
        Assert.Equal([1, 2, 3], file.Content);
    }

    [Fact]
    public void Buttons_are_sealed_for_the_person_and_have_the_style_of_their_tone()
    {
        var row = DiscordCards.Render(Given.Ask(40), Given.Reader()).Rows[0];

        Assert.Equal([3, 4, 2], row.Select(button => button.Style));
        Assert.All(row, button => Assert.InRange(button.CustomId!.Length, 1, 100));
        Assert.Equal(Given.Vote(40), Given.Seal.Open(row[0].CustomId, Given.Person()));
        Assert.IsType<CardAction.Unreadable>(Given.Seal.Open(row[0].CustomId, Given.Person(8)));
    }

    [Fact]
    public void The_way_in_is_a_button_for_whoever_presses_it()
    {
        var card = new Card
        {
            Blocks = [new Block.Heading("Title")],
            Rows = [[new Button("Take part", new CardAction.Start("code"), Tone.Main)]],
            Audience = Audience.Everyone,
        };

        var button = Assert.Single(DiscordCards.Render(card, Given.Reader(DiscordPeople.Anyone)).Rows[0]);

        Assert.Equal(1, button.Style);
        Assert.Equal(new CardAction.Enter(Given.Assembly), Given.Seal.Open(button.CustomId, DiscordPeople.Anyone));
    }

    [Fact]
    public void Two_buttons_that_do_the_same_have_different_ids_and_both_work()
    {
        var card = new Card
        {
            Blocks = [new Block.Paragraph("?")],
            Rows = [[new Button("One", Given.Vote(1)), new Button("Two", Given.Vote(1))]],
            Stays = true,
        };

        var ids = DiscordCards.Render(card, Given.Reader()).Rows[0].Select(button => button.CustomId).ToList();

        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(CustomId.Read(id).Stays));
        Assert.All(ids, id => Assert.Equal(Given.Vote(1), Given.Seal.Open(CustomId.Read(id).SealedAction, Given.Person())));
    }

    [Theory]
    [InlineData(7, 1, 5)]
    [InlineData(6, 2, 5)]
    [InlineData(3, 8, 5)]
    [InlineData(1, 12, 3)]
    public void Rows_move_together_until_they_fit(int rows, int buttons, int most)
    {
        var card = new Card
        {
            Blocks = [new Block.Paragraph("?")],
            Rows = [.. Enumerable.Range(0, rows).Select(row => (IReadOnlyList<Button>)
                [.. Enumerable.Range(0, buttons).Select(column => new Button(new string('x', 100), Given.Vote((row * buttons) + column + 1)))])],
        };

        var drawn = CardParts.Split(card, Given.English).Select(part => DiscordCards.Render(part, Given.Reader())).ToList();

        Assert.All(drawn, message => Assert.InRange(message.Rows.Count, 1, most));
        Assert.All(drawn.SelectMany(message => message.Rows), row => Assert.InRange(row.Count, 1, 5));
        Assert.All(drawn, message => Assert.NotEmpty(message.Content));
        Assert.Equal(rows * buttons, drawn.SelectMany(message => message.Rows).Sum(row => row.Count));
        Assert.All(drawn.SelectMany(message => message.Rows).SelectMany(row => row), button => Assert.InRange(button.Label.Length, 1, 80));
    }

    [Fact]
    public void More_than_twenty_five_buttons_go_below_further_messages()
    {
        var card = new Card
        {
            Blocks = [new Block.Paragraph("?")],
            Rows = [.. Enumerable.Range(1, 40).Select(number => (IReadOnlyList<Button>)[new Button($"{number}", Given.Vote(number))])],
        };

        var parts = CardParts.Split(card, Given.English);

        Assert.Equal(2, parts.Count);
        Assert.Equal(40, parts.Select(part => DiscordCards.Render(part, Given.Reader())).SelectMany(message => message.Rows).Sum(row => row.Count));
    }

    [Fact]
    public void A_text_names_commands_as_the_reader_finds_them()
    {
        var card = new Card { Blocks = [new Block.Paragraph("Con /help, /myvotes o /assembly link CODE. https://x.example/help y /nada")] };

        var message = DiscordCards.Render(card, Given.Reader(book: Given.Spanish));

        Assert.Equal("Con /ayuda, /misvotos o /asamblea vincular CODE. <https://x.example/help> y /nada", message.Content);
    }

    [Fact]
    public void A_form_is_within_Discords_limits_whatever_it_says()
    {
        var form = new CardForm(
            new CardAction.StatementForm(Given.Assembly),
            new string('t', 100),
            "Rules *here*",
            [new CardFormField(new string('l', 100), new string('d', 300), true, true, 9000, new string('v', 9000)), new CardFormField("", "", false, false, 0)]);

        var modal = DiscordCards.Render(form, Given.Reader());

        Assert.Equal(form.Action, Given.Seal.Open(modal.CustomId, Given.Person()));
        Assert.Equal(45, modal.Title.Length);
        Assert.Equal("Rules \\*here\\*", modal.Text);
        Assert.Equal(["0", "1"], modal.Fields.Select(field => field.CustomId));
        Assert.All(modal.Fields, field =>
        {
            Assert.InRange(field.Label.Length, 1, 45);
            Assert.InRange(field.Description.Length, 0, 100);
            Assert.InRange(field.MaximumLength, 1, 4000);
            Assert.InRange(field.Value.Length, 0, field.MaximumLength);
        });
    }

    [Fact]
    public void The_title_of_a_forums_post_is_its_heading_in_a_hundred_characters()
    {
        Assert.Equal("Where we stand", DiscordCards.TitleOf(new Card { Blocks = [new Block.Note("x"), new Block.Heading("Where\nwe stand")] }));
        Assert.Equal(100, DiscordCards.TitleOf(new Card { Blocks = [new Block.Heading(new string('x', 300))] }).Length);
        Assert.Equal("…", DiscordCards.TitleOf(new Card { Blocks = [] }));
    }
}
