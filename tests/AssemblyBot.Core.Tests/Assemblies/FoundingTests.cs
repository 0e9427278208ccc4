namespace AssemblyBot.Core.Tests.Assemblies;

public sealed class FoundingTests
{
    private static readonly ChannelAddress Square = RecordingMessenger.Channel("square");

    private static FoundingPhrases P => TestInstallation.Book().Founding;

    [Fact]
    public async Task Lines_after_the_command_make_a_draft_with_its_first_statements_and_the_code_is_said()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        var card = await NewAsync(installation, "new\nOur park\nWhat should become of it?\nIt needs trees.\r\n\n  Dogs run free.\ncode: our-park");

        var created = installation.Assembly;
        Assert.Equal(("our-park", Stage.Draft), (created.Record.Code, created.Record.Stage));
        Assert.Equal(("Our park", "What should become of it?"), (created.Settings.Title.In("en"), created.Settings.Question.In("en")));
        Assert.Equal(["It needs trees.", "Dogs run free."], created.Accepted.Select(statement => statement.Text.In("en")));
        Assert.Contains(P.Created.With(("count", 2), ("code", "our-park")), card.Text(), StringComparison.Ordinal);
        Assert.Contains("/assembly link our-park", card.Text(), StringComparison.Ordinal);
        Assert.Contains("/assembly open our-park", card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_one_line_a_bar_stands_between_the_parts_and_a_code_is_made_up()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        var card = await NewAsync(installation, "new Our park | What should become of it? | It needs trees.");

        var created = installation.Assembly;
        Assert.Equal("What should become of it?", created.Settings.Question.In("en"));
        Assert.Single(created.Statements);
        Assert.Matches("^[a-z0-9]{8}$", created.Record.Code);
        Assert.Contains(created.Record.Code, card.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_the_settings_of_a_file_without_options_in_the_organisers_language()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();
        await installation.Organiser.AsksAsync(new CardAction.Language("es"));

        await NewAsync(installation, "new Parque | ¿Qué hacemos?");

        var text = LocalText.Of("es", "Parque");
        var file = new AssemblyFile
        {
            Title = text,
            Question = LocalText.Of("es", "¿Qué hacemos?"),
            Introduction = LocalText.Of("es", TestInstallation.Book("es").Founding.Introduction),
            Languages = ["es"],
            Seeds = [],
        };
        var plain = AssemblyFileReader.ToChange(file, "code", installation.Clock.GetUtcNow()).Settings;
        var settings = installation.Assembly.Settings;
        Assert.Equal(plain with { Languages = settings.Languages }, settings);
        Assert.Equal(["es"], settings.Languages);
    }

    [Fact]
    public async Task Someone_joins_it_after_it_was_opened_and_its_channel_was_linked()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();
        await NewAsync(installation, "new Our park | What now? | It needs trees. | code: our-park");
        var ana = installation.Person("ana");

        var early = await ana.StartsAsync("our-park");
        await installation.Organiser.OrganisesInAsync(Square, "link our-park");
        await installation.Organiser.AsksAsync(new CardAction.Organise("open our-park"));
        await ana.JoinsAsync();

        Assert.Contains(TestInstallation.Book().Joining.NotOpenYet.Text, early.Text(), StringComparison.Ordinal);
        Assert.Equal(1, ana.Statement);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("NEW  ")]
    [InlineData("new Only a title")]
    [InlineData("new\ncode: our-park")]
    [InlineData("new | | |")]
    public async Task What_is_not_complete_is_answered_with_how_it_is_written(string arguments)
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        var card = await NewAsync(installation, arguments);

        Assert.Contains(P.How.Text, card.Text(), StringComparison.Ordinal);
        Assert.Contains(P.Example.Text, card.Text(), StringComparison.Ordinal);
        Assert.Empty(installation.Hall.All);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_example_works_as_it_stands(string language)
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        await NewAsync(installation, TestInstallation.Book(language).Founding.Example.Text["/assembly ".Length..]);

        Assert.Single(installation.Assembly.Accepted);
    }

    [Fact]
    public async Task A_code_that_exists_or_cannot_be_one_and_texts_that_are_too_long_are_refused_by_name()
    {
        await using var installation = await TestInstallation.StartAsync();
        var longText = new string('x', 301);

        var taken = await NewAsync(installation, "new A | B | code: Commons");
        var wrong = await NewAsync(installation, "new A | B | code: a!");
        var title = await NewAsync(installation, $"new {longText} | B");
        var question = await NewAsync(installation, $"new A | {longText}");
        var statement = await NewAsync(installation, $"new A | B | C | {longText}");
        var twice = await NewAsync(installation, "new A | B | Trees! | Dogs | trees");

        Assert.Contains(P.CodeTaken.With(("code", "commons")), taken.Text(), StringComparison.Ordinal);
        Assert.Contains(P.WrongCode.With(("code", "a!")), wrong.Text(), StringComparison.Ordinal);
        Assert.Contains(P.TooLong.With(("field", "Title"), ("length", 301), ("limit", 80)), title.Text(), StringComparison.Ordinal);
        Assert.Contains(P.TooLong.With(("field", "Question"), ("length", 301), ("limit", 300)), question.Text(), StringComparison.Ordinal);
        Assert.Contains(P.TooLong.With(("field", "Statement 2"), ("length", 301), ("limit", 280)), statement.Text(), StringComparison.Ordinal);
        Assert.Contains(P.SameTwice.With(("number", 3), ("other", 1)), twice.Text(), StringComparison.Ordinal);
        Assert.Single(installation.Hall.All);
    }

    [Fact]
    public async Task A_statement_that_only_begins_like_a_code_is_a_statement()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        await NewAsync(installation, "new A | B | Code: is law for some");

        Assert.Equal("Code: is law for some", Assert.Single(installation.Assembly.Accepted).Text.In("en"));
    }

    [Fact]
    public async Task A_command_delivered_twice_makes_one_assembly_and_is_answered_alike()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();
        var first = await NewAsync(installation, "new A | B | code: our-park");

        var again = await installation.Organiser.RedeliversAsync();

        Assert.Equal(first.Text(), again!.Text());
        Assert.Single(installation.Hall.All);
    }

    [Fact]
    public async Task Only_organisers_create_assemblies()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();
        var mara = installation.Moderator;

        var texts = new[]
        {
            await mara.AsksAsync(new CardAction.Organise("new A | B")),
            await mara.AsksWithFormsAsync(new CardAction.Organise("new")),
            await mara.AsksWithFormsAsync(new CardAction.AssemblyForm()),
            await mara.AsksWithFormsAsync(new CardAction.Filled(new CardAction.AssemblyForm(), ["A", "B", "", ""])),
        };

        Assert.All(texts, card => Assert.Equal(TestInstallation.Book().Common.NotAllowed.Text, card.Text().Trim()));
        Assert.Empty(installation.Hall.All);
    }

    [Fact]
    public async Task Where_there_are_forms_the_command_opens_one_and_sending_it_creates_the_assembly()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();
        var olga = installation.Organiser;

        var card = await olga.AsksWithFormsAsync(new CardAction.Organise("new"));
        var created = await olga.FillsAsync(" Our park ", "What now?", "Our-Park", "It needs trees.\n\nDogs run free.\n");

        Assert.Equal([P.Title.Text, P.Question, P.Code, P.Statements], card.Form!.Fields.Select(field => field.Label));
        Assert.Equal([true, true, false, false], card.Form.Fields.Select(field => field.IsRequired));
        Assert.Contains(P.Created.With(("count", 2), ("code", "our-park")), created.Text(), StringComparison.Ordinal);
        Assert.Equal(("our-park", "Our park"), (installation.Assembly.Record.Code, installation.Assembly.Settings.Title.In("en")));
    }

    [Fact]
    public async Task A_form_that_was_not_taken_opens_again_with_what_was_typed_until_it_is()
    {
        await using var installation = await TestInstallation.StartAsync();
        var olga = installation.Organiser;
        await olga.AsksWithFormsAsync(new CardAction.Organise("new"));

        var taken = await olga.FillsAsync("Our park", "What now?", "commons", "It needs trees.");
        var again = await olga.AsksWithFormsAsync(taken.Button(P.FillIn).Action);
        await olga.FillsAsync("Our park", "What now?", "", "It needs trees.");
        var afresh = await olga.AsksWithFormsAsync(new CardAction.AssemblyForm());

        Assert.Contains(P.CodeTaken.With(("code", "commons")), taken.Text(), StringComparison.Ordinal);
        Assert.Equal(["Our park", "What now?", "commons", "It needs trees."], again.Form!.Fields.Select(field => field.Value));
        Assert.All(afresh.Form!.Fields, field => Assert.Equal("", field.Value));
        Assert.Equal(2, installation.Hall.All.Count);
    }

    [Fact]
    public async Task In_a_channel_everyone_sees_what_was_created()
    {
        await using var installation = await TestInstallation.StartEmptyAsync();

        var card = await installation.Organiser.OrganisesInAsync(Square, "new\nOur park\nWhat now?");

        Assert.Equal(Audience.Everyone, card.Audience);
        Assert.Single(installation.Hall.All);
    }

    private static Task<Card> NewAsync(TestInstallation installation, string arguments) =>
        installation.Organiser.AsksAsync(new CardAction.Organise(arguments));
}
