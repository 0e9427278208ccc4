using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Core.Tests.Desk;

public sealed class JoiningTests
{
    private static JoiningPhrases P => TestInstallation.Book().Joining;

    [Fact]
    public async Task Start_with_a_code_shows_the_question_and_the_consent_text()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");

        var card = await ana.StartsAsync("COMMONS");

        var text = card.Text();
        Assert.Contains("What should become of the commons?", text, StringComparison.Ordinal);
        Assert.Contains(P.WhatIsStored.Text, text, StringComparison.Ordinal);
        Assert.Contains(P.WhoCanSee.Text, text, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0", text, StringComparison.Ordinal);
        Assert.Contains(P.HowToErase.Text, text, StringComparison.Ordinal);
        Assert.Equal(Audience.Person, card.Audience);
    }

    [Fact]
    public async Task Start_without_a_code_leads_to_the_only_open_assembly()
    {
        await using var installation = await TestInstallation.StartAsync();
        await installation.CreateAsync(other => other.WithCode("draft").InStage(Stage.Draft));
        await installation.CreateAsync(other => other.WithCode("past").InStage(Stage.Closed));

        var card = await installation.Person("ana").StartsAsync();

        Assert.Equal(new CardAction.Consent(installation.Assembly.Id, 1), card.Button(P.Accept).Action);
    }

    [Fact]
    public async Task Start_without_a_code_offers_a_choice_when_several_are_open()
    {
        await using var installation = await TestInstallation.StartAsync();
        var other = await installation.CreateAsync(assembly => assembly
            .WithCode("parks")
            .With(settings => settings with { Title = LocalText.Of("en", "Parks") }));
        var ana = installation.Person("ana");

        var list = await ana.StartsAsync();
        var card = await ana.PressesAsync("Parks");

        Assert.Equal(["The commons", "Parks"], list.Labels());
        Assert.Equal(new CardAction.Consent(other.Id, 1), card.Button(P.Accept).Action);
    }

    [Fact]
    public async Task Start_says_so_when_nothing_is_open()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.InStage(Stage.Closed));

        var card = await installation.Person("ana").StartsAsync();

        Assert.Equal(P.NothingOpen.Text, card.Text().Trim());
    }

    [Fact]
    public async Task An_unknown_code_is_named_and_the_open_assemblies_are_offered()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana").StartsAsync("comons");

        Assert.Contains("“comons”", card.Text(), StringComparison.Ordinal);
        Assert.Equal(["The commons"], card.Labels());
    }

    [Fact]
    public async Task An_endless_code_is_cut_on_the_card()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana").StartsAsync(new string('x', 5000));

        Assert.True(card.Text().Length < 500, card.Text());
    }

    [Fact]
    public async Task Nothing_is_stored_of_a_person_before_consent()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        var before = installation.Store.Batches.Count;

        await ana.StartsAsync("commons");
        await ana.SaysAsync("hello");
        await ana.VotesAsync(1, Stance.Agree);
        await ana.StartsAsync("commons");
        var declined = await ana.PressesAsync(P.Decline);

        Assert.Equal(P.Declined.Text, declined.Blocks.OfType<Block.Paragraph>().Single().Text);
        Assert.Equal(before, installation.Store.Batches.Count);
        Assert.Empty(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task Consent_is_asked_once()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");

        var welcome = await ana.JoinsAsync();
        var again = await ana.StartsAsync("commons");
        await installation.RestartAsync();
        var afterRestart = await ana.StartsAsync("commons");

        Assert.Equal(P.Welcome.Text, welcome.Notice);
        Assert.Contains("1 of 10", welcome.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(P.Accept.Text, again.Labels());
        Assert.DoesNotContain(P.Accept.Text, afterRestart.Labels());
    }

    [Fact]
    public async Task Consent_is_asked_again_after_a_new_version_and_an_old_button_does_not_count()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);

        // Touching the catalogue makes the assemblies be read again.
        installation.Store.Rewrite = record => record with { Settings = record.Settings with { ConsentVersion = 2 } };
        await installation.RecordAsync(new Change.SetStage(installation.Assembly.Id, Stage.Open, installation.Clock.GetUtcNow()));

        var vote = await ana.VotesAsync(2, Stance.Agree);
        var oldButton = await ana.PressesAsync(new CardAction.Consent(installation.Assembly.Id, 1));
        Assert.Contains(P.Accept.Text, vote.Labels());
        Assert.Contains(P.Accept.Text, oldButton.Labels());

        await ana.PressesAsync(P.Accept);
        var counted = await ana.VotesAsync(2, Stance.Agree);

        Assert.Equal("Counted: Agree", counted.Notice);
        Assert.Equal(2, installation.Assembly.Votes.VoteCount);
    }

    [Fact]
    public async Task A_second_press_on_the_consent_button_goes_on_without_a_second_joining()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        var redelivered = await ana.RedeliversAsync();
        var pressed = await ana.PressesAsync(new CardAction.Consent(installation.Assembly.Id, 1));

        Assert.NotNull(ana.Statement);
        Assert.NotNull(redelivered);
        Assert.Equal(redelivered.Button("Agree"), pressed.Button("Agree"));
        Assert.Equal(1, await installation.Store.CountParticipantsAsync(installation.Assembly.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_platforms_language_is_spoken_until_the_person_chooses_another()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana", locale: "es-CO");

        var spanish = await ana.JoinsAsync();
        var choice = await ana.AsksAsync(new CardAction.Language(null));
        var chosen = await ana.PressesAsync("English");
        await installation.RestartAsync();
        var later = await ana.StartsAsync("commons");

        Assert.Equal("es", spanish.Language);
        Assert.Contains("Afirmación inicial", spanish.Text(), StringComparison.Ordinal);
        Assert.Equal(["English", "Español"], choice.Labels());
        Assert.Equal("en", chosen.Language);
        Assert.Equal("en", later.Language);
        Assert.Contains("Seed statement", later.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locale_without_a_phrase_book_is_answered_in_English()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana", locale: "tlh").StartsAsync("commons");

        Assert.Equal("en", card.Language);
    }

    [Fact]
    public async Task A_language_chosen_before_consent_is_stored_with_the_consent_and_not_before()
    {
        await using var installation = await TestInstallation.StartAsync();
        var ana = installation.Person("ana");
        var vault = installation.Services.GetRequiredService<IdentityVault>();
        await ana.StartsAsync();

        var consent = await ana.AsksAsync(new CardAction.Language("es"));
        var before = await installation.Store.FindParticipantAsync(vault.Hash(ana.Identity), TestContext.Current.CancellationToken);
        var first = await ana.PressesAsync(TestInstallation.Book("es").Joining.Accept);

        Assert.Equal("es", consent.Language);
        Assert.Null(before);
        Assert.Equal("es", first.Language);
        Assert.Equal("es", (await ana.AsksAsync(new CardAction.Help())).Language);
    }

    [Fact]
    public async Task An_unknown_language_is_named_with_those_there_are()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana").AsksAsync(new CardAction.Language("xx"));

        Assert.Equal(P.NoSuchLanguage.With(("code", "xx"), ("codes", "en, es")), card.Notice);
    }

    [Fact]
    public async Task Stop_ends_messages_and_keeps_votes()
    {
        await using var installation = await TestInstallation.StartAsync(assembly => assembly.WithSeeds(1).WithSummaries("daily 17:00"));
        var ana = installation.Person("ana");
        await ana.JoinsAsync();
        await ana.VotesAsync(1, Stance.Agree);
        await ana.PressesAsync(TestInstallation.Book().Voting.WantNews);

        var card = await ana.AsksAsync(new CardAction.Stop());

        Assert.Contains(P.Stopped.Text, card.Text(), StringComparison.Ordinal);
        Assert.Empty(await installation.Store.GetNewsReadersAsync(installation.Assembly.Id, TestContext.Current.CancellationToken));
        Assert.Single(await installation.VotesOnDiskAsync());
    }

    [Fact]
    public async Task Help_names_what_the_person_may_do()
    {
        await using var installation = await TestInstallation.StartAsync();

        var participant = (await installation.Person("ana").AsksAsync(new CardAction.Help())).Text();
        var moderator = (await installation.Moderator.AsksAsync(new CardAction.Help())).Text();
        var organiser = (await installation.Organiser.AsksAsync(new CardAction.Help())).Text();

        Assert.DoesNotContain("/queue", participant, StringComparison.Ordinal);
        Assert.Contains("/queue", moderator, StringComparison.Ordinal);
        Assert.DoesNotContain("/assembly:", moderator, StringComparison.Ordinal);
        Assert.Contains("/assembly:", organiser, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_gets_a_card()
    {
        await using var installation = await TestInstallation.StartAsync();

        var card = await installation.Person("ana").AsksAsync(new CardAction.Unknown());

        Assert.Equal(TestInstallation.Book().Common.UnknownCommand.Text, card.Text().Trim());
    }
}
