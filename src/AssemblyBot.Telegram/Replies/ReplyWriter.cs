namespace AssemblyBot.Telegram.Replies;

/// <summary>Turns the desk's card into what goes back, so that a group sees only what everyone may see. Pure.</summary>
internal sealed class ReplyWriter(BotIdentity bot, ButtonSeal seal, PhraseBooks phrases)
{
    /// <summary>The reply to a request; null: there is nothing to say and nobody waits.</summary>
    public Reply? Answer(Incoming.Asked asked, Card? card)
    {
        if (card is null)
            return asked.Press is null ? null : Silent(asked);
        if (!asked.IsPrivate && card.Audience == Audience.Person)
            return InPrivate(asked, card);

        var parts = Parts(card, asked.Request.Person);
        var replaces = asked.Press is { ForAnyone: false } && !card.Stays;
        return Silent(asked) with
        {
            Parts = parts,
            Edits = replaces ? asked.Press!.Message : null,
            Notice = TelegramCards.Notice(card.Notice),
        };
    }

    /// <summary>The reply when the program failed.</summary>
    public Reply Failure(Incoming.Asked asked) => Say(asked, phrases.For(asked.Request.Person.Locale).Common.Failed);

    /// <summary>The reply to a command of someone who writes as a group or a channel.</summary>
    public Reply Refusal(Incoming.Nameless nameless, string? language)
    {
        var card = new Card { Blocks = [new Block.Paragraph(phrases.For(language).Common.NotAllowed)], Audience = Audience.Everyone };
        return new Reply(nameless.Spot, Parts(card, TelegramPeople.Anyone));
    }

    /// <summary>
    /// In a group, something that only one person may see: a press opens the private chat or says where to go, a command
    /// gets a link to it.
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

        var invitation = new Card
        {
            Blocks = [new Block.Paragraph(common.InPrivate)],
            Rows = [[new Button(common.Continue, start ?? new CardAction.Start(null), Tone.Main)]],
            Audience = Audience.Everyone,
            Language = card.Language,
        };
        return Silent(asked) with { Parts = Parts(invitation, asked.Request.Person) };
    }

    /// <summary>A sentence: as the answer to a press, else as a message.</summary>
    private Reply Say(Incoming.Asked asked, string text) => asked.Press is not null
        ? Silent(asked) with { Notice = TelegramCards.Notice(text) }
        : Silent(asked) with { Parts = Parts(new Card { Blocks = [new Block.Paragraph(text)] }, asked.Request.Person) };

    private static Reply Silent(Incoming.Asked asked) => new(asked.Spot, []) { Query = asked.Press?.Query };

    private List<MessageText> Parts(Card card, Person person)
    {
        var reader = new CardReader(person, bot.Username, seal, phrases);
        return
        [
            .. CardParts.Split(card)
                .Select(part => TelegramCards.Render(part, reader))
                .Where(text => text.Html.Length > 0),
        ];
    }
}
