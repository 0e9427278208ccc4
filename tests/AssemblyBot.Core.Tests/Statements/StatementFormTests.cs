namespace AssemblyBot.Core.Tests.Statements;

public sealed class StatementFormTests
{
    private static WritingPhrases P => TestInstallation.Book().Writing;

    [Fact]
    public async Task Writing_opens_a_form_and_nothing_is_stored_of_it()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var batches = installation.Store.Batches.Count;

        var card = await ana.AsksWithFormsAsync(new CardAction.Write(null));

        Assert.Equal(new CardAction.StatementForm(installation.Assembly.Id), card.Form!.Action);
        Assert.Contains(P.Rules.With(("length", 280)), card.Form.Text, StringComparison.Ordinal);
        Assert.Contains(P.Licence.With(("licence", "CC BY 4.0")), card.Form.Text, StringComparison.Ordinal);
        Assert.Equal(new FormField(P.Title, "", true, true, 280), Assert.Single(card.Form.Fields));
        Assert.DoesNotContain(P.NowWrite.Text, card.Text(), StringComparison.Ordinal);
        Assert.Equal(batches, installation.Store.Batches.Count);
        Assert.Contains(P.NotAsked.Text, (await ana.SaysAsync("Just talking")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_adds_the_statement_to_its_own_assembly_whichever_is_the_current_one()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var other = await installation.CreateAsync(assembly => assembly.WithCode("other").WithSeeds(0));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.AsksWithFormsAsync(new CardAction.Write(installation.Assembly.Id));
        var form = ana.Card.Form!.Action;
        await ana.JoinsAsync(other);

        var card = await ana.AsksWithFormsAsync(new CardAction.Filled(form, ["Libraries lend tools"]));

        Assert.Contains(P.Waits.With(("number", 3)), card.Text(), StringComparison.Ordinal);
        Assert.Equal("Libraries lend tools", installation.Assembly.Statements[2].Text.In("en"));
        Assert.Empty(installation.Hall.Find(other.Id)!.Statements);
    }

    [Fact]
    public async Task A_form_sent_twice_adds_one_statement_and_one_that_says_the_same_is_shown()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(2));
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.AsksWithFormsAsync(new CardAction.Write(null));
        await ana.FillsAsync("Libraries lend tools");
        await ana.RedeliversAsync();
        await ben.AsksWithFormsAsync(new CardAction.Write(null));

        var same = await ben.FillsAsync("Seed statement 1");

        Assert.Equal(3, installation.Assembly.Statements.Count);
        Assert.Contains(P.Duplicate.With(("number", 1)), same.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_characters_are_refused_politely_and_stand_in_the_form_again()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.AsksWithFormsAsync(new CardAction.Write(null));
        var batches = installation.Store.Batches.Count;

        var card = await ana.FillsAsync(new string('x', 4000));
        var again = await ana.AsksWithFormsAsync(card.Button(P.Add).Action);

        Assert.Contains(P.TooLong.With(("length", 4000), ("limit", 280)), card.Text(), StringComparison.Ordinal);
        Assert.Null(card.Form);
        Assert.Equal(new string('x', 280), again.Form!.Fields[0].Value);
        Assert.Equal(batches, installation.Store.Batches.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_typed_is_kept_for_a_quarter_of_an_hour_and_not_when_writing_is_cancelled(bool isCancelled)
    {
        await using var installation = await TestInstallation.StartAsync();
        var (ana, ben) = (installation.Person("ana"), installation.Person("ben"));
        await ana.JoinsAsync();
        await ben.JoinsAsync();
        await ana.AsksWithFormsAsync(new CardAction.Write(null));
        await ana.FillsAsync(new string('x', 300));

        var others = await ben.AsksWithFormsAsync(new CardAction.Write(null));
        if (isCancelled)
            await ana.AsksWithFormsAsync(new CardAction.CancelWriting(installation.Assembly.Id));
        else
            installation.Clock.Advance(TimeSpan.FromMinutes(15));
        var again = await ana.AsksWithFormsAsync(new CardAction.Write(null));

        Assert.Equal("", others.Form!.Fields[0].Value);
        Assert.Equal("", again.Form!.Fields[0].Value);
    }

    [Fact]
    public async Task An_empty_form_a_closed_assembly_and_a_stranger_are_answered_as_a_text_would_be()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.AsksWithFormsAsync(new CardAction.Write(null));
        var form = ana.Card.Form!.Action;

        var empty = await ana.FillsAsync("  \u200B ");
        var stranger = await installation.Person("eve").AsksWithFormsAsync(new CardAction.Filled(form, ["Hello"]));
        await installation.RecordAsync(new Change.SetStage(installation.Assembly.Id, Stage.StatementsClosed, installation.Clock.GetUtcNow()));
        var closed = await ana.AsksWithFormsAsync(new CardAction.Filled(form, ["Hello"]));
        var closedAlready = await ana.AsksWithFormsAsync(new CardAction.Write(null));

        Assert.Contains(P.Empty.Text, empty.Text(), StringComparison.Ordinal);
        Assert.Contains(TestInstallation.Book().Joining.Accept.Text, stranger.Labels());
        Assert.Contains(P.Closed.Text, closed.Text(), StringComparison.Ordinal);
        Assert.Null(closedAlready.Form);
        Assert.Equal(10, installation.Assembly.Statements.Count);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_words_of_a_form_fit_into_the_forms_of_the_platforms(string language)
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.Organiser.AsksAsync(new CardAction.Language(language));
        await installation.Organiser.JoinsAsync();

        foreach (var action in new CardAction[] { new CardAction.Write(null), new CardAction.Organise("new") })
        {
            var form = (await installation.Organiser.AsksWithFormsAsync(action)).Form!;
            Assert.InRange(form.Title.Length, 1, 45);
            Assert.InRange(form.Text.Length, 1, 4000);
            Assert.All(form.Fields, field => Assert.InRange(field.Label.Length, 1, 45));
            Assert.All(form.Fields, field => Assert.InRange(field.Description.Length, 0, 100));
            Assert.All(form.Fields, field => Assert.InRange(field.MaximumLength, 1, 4000));
        }
    }

    [Fact]
    public void A_field_is_cut_to_what_it_takes_and_never_inside_a_character()
    {
        var field = new FormField("Label", "", true, true, 5);

        Assert.Equal("abcde", field.With("abcdef").Value);
        Assert.Equal("abcd", field.With("abcd😀").Value);
        Assert.Equal("abc😀", field.With("abc😀x").Value);
        Assert.Equal("", field.With("").Value);
    }
}
