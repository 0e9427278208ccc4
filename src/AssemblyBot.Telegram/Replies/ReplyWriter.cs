namespace AssemblyBot.Telegram.Replies;

/// <summary>Turns the desk's card into what goes back, so that a group sees only what everyone may see. Pure but for what the hall knows of chats.</summary>
internal sealed class ReplyWriter(BotIdentity bot, ButtonSeal seal, PhraseBooks phrases, ChatLinks links)
{
    /// <summary>The reply to a request; null: there is nothing to say and nobody waits.</summary>
    public Reply? Answer(Incoming.Asked asked, Card? card)
    {
        if (card is null)
            return asked.Press is null ? null : Silent(asked);
        if (asked.Own is { } own)
            return ToOneMember(asked, own, card);
        if (asked is { IsPrivate: false, Press.Confirms: true } && card.IsDenial)
            return Silent(asked) with { Notice = TelegramCards.Notice(phrases.For(card.Language).Common.NotAllowed) };
        if (!asked.IsPrivate && card.Audience == Audience.Person)
            return InPrivate(asked, card);

        var replaces = asked.Press is { ForAnyone: false } && !card.Stays;
        return Silent(asked) with
        {
            Parts = asked.IsPrivate ? Parts(card, asked.Request.Person) : PartsForAll(card),
            Edits = replaces || asked.Press is { Confirms: true } ? asked.Press!.Message : null,
            Notice = TelegramCards.Notice(card.Notice),
            IsPinned = !asked.IsPrivate && IsLink(asked.Request.Action) && HasWayIn(card),
        };
    }

    /// <summary>The reply when the program failed.</summary>
    public Reply Failure(Incoming.Asked asked) => Say(asked, phrases.For(asked.Request.Person.Locale).Common.Failed);

    /// <summary>The reply to a command of someone who writes as a group or a channel: whoever gave it may own up.</summary>
    public Reply Question(Incoming.Nameless nameless)
    {
        var book = phrases.For(links.LanguageOf(nameless.Spot.Chat));
        var card = new Card
        {
            Blocks = [new Block.Paragraph(book.Telegram.WhoAsks)],
            Rows = [[new Button(book.Telegram.IAsk, new CardAction.Confirm(nameless.Digest), Tone.Main)]],
            Audience = Audience.Everyone,
            Language = book.Language,
        };
        return new Reply(nameless.Spot, [.. PartsForAll(card).Select(part => part with { RepliesTo = nameless.Message })]);
    }

    /// <summary>The reply to someone who owned up to a command that is gone.</summary>
    public Reply Gone(Incoming.CommandGone gone) => new(gone.Spot, [])
    {
        Query = gone.Query,
        Notice = TelegramCards.Notice(phrases.For(gone.Person.Locale).Telegram.CommandGone),
    };

    /// <summary>
    /// In a group, what its person alone may see, shown to them alone; and the way to the private chat, where that cannot be.
    /// A text that nobody else shall read is only ever written in private.
    /// </summary>
    private Reply ToOneMember(Incoming.Asked asked, OwnPlace own, Card card)
    {
        var (person, common) = (asked.Request.Person, phrases.For(card.Language).Common);
        var takesText = card.Rows.Any(row => row.Any(button => button.Action is CardAction.CancelWriting));
        var reply = Silent(asked) with
        {
            Notice = TelegramCards.Notice(card.Notice),
            DetourUrl = LinkTo(asked.Request.Action, person),
            Detour = TelegramCards.Notice(takesText ? phrases.For(card.Language).Telegram.WriteInPrivate : common.InPrivate),
            Invitation = asked.Press is null ? Invitation(common.InPrivate, common.Continue, new CardAction.Start(null), card.Language) : null,
        };
        return !own.IsInGroup || (takesText && asked.Press is not null)
            ? reply with { Url = reply.DetourUrl, Notice = reply.DetourUrl is null ? reply.Detour : null }
            : reply with { Own = own, Parts = Parts(card, person) };
    }

    /// <summary>
    /// In a group, something that only one person may see: a press opens the private chat or says where to go, a command
    /// gets a way to it.
    /// </summary>
    private Reply InPrivate(Incoming.Asked asked, Card card)
    {
        var start = card.Rows.SelectMany(row => row).Select(button => button.Action).OfType<CardAction.Start>().FirstOrDefault();
        var common = phrases.For(card.Language).Common;
        if (asked.Press is not null)
        {
            var link = start is not null && bot.Username is { } username ? TelegramCards.Link(username, start.Code) : null;
            return Silent(asked) with { Url = link, Notice = link is null ? TelegramCards.Notice(card.Notice ?? common.InPrivate) : null };
        }

        return Silent(asked) with
        {
            Parts = [Invitation(common.InPrivate, common.Continue, start ?? new CardAction.Start(null), card.Language)],
        };
    }

    /// <summary>
    /// The link that opens the private chat and goes on there: with the assembly after a vote, else with what was asked for,
    /// sealed for the person.
    /// </summary>
    private string? LinkTo(CardAction action, Person person)
    {
        if (bot.Username is not { } username)
            return null;

        var code = action switch
        {
            CardAction.Enter a => links.CodeOf(a.Assembly),
            CardAction.Vote a => links.CodeOf(a.Assembly),
            CardAction.Undo a => links.CodeOf(a.Assembly),
            CardAction.Consent a => links.CodeOf(a.Assembly),
            CardAction.Write or CardAction.MyVotes or CardAction.MyStatements or CardAction.ShowSummary or CardAction.Open => seal.Seal(action, person),
            _ => null,
        };
        return TelegramCards.Link(username, code);
    }

    private MessageText Invitation(string sentence, string label, CardAction.Start start, string language) => PartsForAll(new Card
    {
        Blocks = [new Block.Paragraph(sentence)],
        Rows = [[new Button(label, start, Tone.Main)]],
        Audience = Audience.Everyone,
        Language = language,
    })[0];

    /// <summary>A sentence: as the answer to a press, else as a message.</summary>
    private Reply Say(Incoming.Asked asked, string text) => asked.Press is not null
        ? Silent(asked) with { Notice = TelegramCards.Notice(text) }
        : Silent(asked) with { Parts = Parts(new Card { Blocks = [new Block.Paragraph(text)] }, asked.Request.Person) };

    private static Reply Silent(Incoming.Asked asked) => new(asked.Spot, []) { Query = asked.Press?.Query };

    private static bool IsLink(CardAction action) =>
        action is CardAction.Organise { Arguments: var arguments } && arguments.TrimStart().StartsWith("link", StringComparison.OrdinalIgnoreCase);

    private static bool HasWayIn(Card card) => card.Rows.Any(row => row.Any(button => button.Action is CardAction.Start));

    private List<MessageText> Parts(Card card, Person person) => Parts(card, new CardReader(person, bot.Username, seal, phrases));

    private List<MessageText> PartsForAll(Card card) =>
        Parts(card, new CardReader(TelegramPeople.Anyone, bot.Username, seal, phrases) { WayIn = links.WayIn });

    private static List<MessageText> Parts(Card card, CardReader reader) =>
    [
        .. CardParts.Split(card)
            .Select(part => TelegramCards.Render(part, reader))
            .Where(text => text.Html.Length > 0),
    ];
}
