namespace AssemblyBot.Core.Cards;

/// <summary>The cards of coming in and leaving. Pure.</summary>
internal static class JoiningCards
{
    public static Card Consent(Visit visit, LiveAssembly assembly)
    {
        var (p, settings) = (visit.Book.Joining, assembly.Settings);
        return new Card
        {
            Blocks =
            [
                new Block.Heading(settings.Title.In(visit.Language)),
                new Block.Paragraph(settings.Question.In(visit.Language)),
                new Block.Note(settings.Introduction.In(visit.Language)),
                new Block.Paragraph(p.HowItWorks.With(("count", assembly.Accepted.Count()))),
                new Block.Heading(p.ConsentTitle),
                new Block.Paragraph(p.WhatIsStored),
                new Block.Paragraph(p.WhoCanSee),
                new Block.Paragraph(p.Licence.With(("licence", settings.Licence))),
                new Block.Paragraph(p.HowToErase),
            ],
            Rows =
            [
                [new Button(p.Accept, new CardAction.Consent(assembly.Id, settings.ConsentVersion, visit.LanguageToKeep), Tone.Main)],
                [
                    new Button(p.Decline, new CardAction.Decline(assembly.Id)),
                    new Button(visit.Book.Commands.Language, new CardAction.Language(null)),
                ],
            ],
        };
    }

    public static Card List(Visit visit, IReadOnlyList<LiveAssembly> open)
    {
        if (open.Count == 0)
            return Say(visit.Book.Joining.NothingOpen);

        return new Card
        {
            Blocks =
            [
                new Block.Paragraph(visit.Book.Joining.Choose),
                .. open.Select(assembly => new Block.Note(
                    $"{assembly.Settings.Title.In(visit.Language)}: {assembly.Settings.Question.In(visit.Language)}")),
            ],
            Rows =
            [
                .. open.Select(assembly => (IReadOnlyList<Button>)
                    [new Button(assembly.Settings.Title.In(visit.Language), new CardAction.Enter(assembly.Id))]),
            ],
        };
    }

    public static Card NotOpenYet(Visit visit, LiveAssembly assembly) => Titled(
        visit,
        assembly,
        assembly.Settings.Opens is { } opens
            ? visit.Book.Joining.OpensAt.With(("time", $"{opens.UtcDateTime:yyyy-MM-dd HH:mm} UTC"))
            : visit.Book.Joining.NotOpenYet);

    public static Card Closed(Visit visit, LiveAssembly assembly) => Titled(visit, assembly, visit.Book.Joining.IsClosed) with
    {
        Rows =
        [
            [new Button(visit.Book.Summary.Button, new CardAction.ShowSummary(assembly.Id), Tone.Main)],
            [new Button(visit.Book.Voting.MyVotes, new CardAction.MyVotes(assembly.Id, 0))],
        ],
    };

    /// <summary>In a channel: what is asked, and the way in.</summary>
    public static Card Invitation(PhraseBook book, LiveAssembly assembly) => new()
    {
        Blocks =
        [
            new Block.Heading(assembly.Settings.Title.In(book.Language)),
            new Block.Paragraph(assembly.Settings.Question.In(book.Language)),
            new Block.Note(book.Joining.TakePartPrivately),
        ],
        Rows = [[TakePart(book, assembly)]],
        Audience = Audience.Everyone,
        Stays = true,
        Language = book.Language,
    };

    public static Button TakePart(PhraseBook book, LiveAssembly assembly) =>
        new(book.Joining.TakePart, new CardAction.Start(assembly.Record.Code), Tone.Main);

    public static Card Languages(Visit visit, PhraseBooks books) => new()
    {
        Blocks = [new Block.Paragraph(visit.Book.Joining.ChooseLanguage)],
        Rows =
        [
            .. books.Languages.Chunk(3).Select(row => (IReadOnlyList<Button>)
                [.. row.Select(language => new Button(books.For(language).Name, new CardAction.Language(language)))]),
        ],
    };

    /// <summary>What being forgotten means, and what shall become of the votes; of the statements too, of who wrote any.</summary>
    public static Card Forget(Visit visit, bool hasWritten)
    {
        var p = visit.Book.Joining;
        (string Label, bool WithVotes, bool WithStatements)[] choices = hasWritten
            ?
            [
                (p.ForgetKeepBoth, false, false), (p.ForgetTakeVotes, true, false), (p.ForgetTakeStatements, false, true),
                (p.ForgetTakeBoth, true, true),
            ]
            : [(p.ForgetKeepVotes, false, false), (p.ForgetEverything, true, false)];
        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.ForgetTitle),
                new Block.Paragraph(p.ForgetExplained),
                new Block.Paragraph(hasWritten ? p.ForgetWhatBoth : p.ForgetWhatVotes),
            ],
            Rows =
            [
                .. choices.Select(choice => (IReadOnlyList<Button>)
                [
                    new Button(
                        choice.Label,
                        new CardAction.Forget(choice.WithVotes) { WithStatements = choice.WithStatements },
                        Tone.Negative),
                ]),
                [new Button(visit.Book.Common.Cancel, new CardAction.Next(null))],
            ],
        };
    }

    public static Card Help(Visit visit)
    {
        var (p, commands) = (visit.Book.Joining, Commands.For(visit.Book, visit.Role));
        return new Card
        {
            Blocks =
            [
                new Block.Heading(p.HelpTitle),
                .. commands.Select(command =>
                    new Block.Paragraph(p.HelpLine.With(("command", $"/{command.Name}"), ("does", command.Description)))),
                new Block.Note(p.HelpPrivacy),
            ],
            Rows = [[new Button(visit.Book.Common.Continue, new CardAction.Next(null), Tone.Main)]],
        };
    }

    public static Card NoSuchAssembly(Visit visit) => Say(visit.Book.Common.NoSuchAssembly);

    /// <summary>One sentence, and a way on.</summary>
    public static Card Say(string sentence) => new() { Blocks = [new Block.Paragraph(sentence)] };

    /// <summary>One sentence, and a button to go on voting.</summary>
    public static Card SayAndContinue(Visit visit, string sentence, AssemblyId? assembly = null) => Say(sentence) with
    {
        Rows = [[new Button(visit.Book.Common.Continue, new CardAction.Next(assembly), Tone.Main)]],
    };

    private static Card Titled(Visit visit, LiveAssembly assembly, string sentence) => new()
    {
        Blocks = [new Block.Heading(assembly.Settings.Title.In(visit.Language)), new Block.Paragraph(sentence)],
    };
}
