namespace AssemblyBot.Discord.Replies;

/// <summary>Turns the desk's card into what goes back, to the person alone. Pure.</summary>
internal sealed class ReplyWriter(ButtonSeal seal, PhraseBooks phrases, ChannelLinks links)
{
    /// <summary>The reply to a request; a request that the desk has nothing to say to is answered too, since Discord waits.</summary>
    public Reply Answer(Request request, Interaction from, bool replaces, Card? card)
    {
        card ??= Say(phrases.For(request.Person.Locale).Common.UnknownCommand);
        var isForm = card.Form is not null && from.Kind != InteractionKind.Form;
        var reader = ReaderFor(request.Person);
        var messages = Messages(card.Form is null ? card : WithButton(card, card.Form), reader);
        return new Reply(messages, replaces && !card.Stays) { Form = isForm ? DiscordCards.Render(card.Form!, reader) : null };
    }

    /// <summary>The reply when the program failed: a message of its own, so that the card stays.</summary>
    public Reply Failure(Interaction from)
    {
        var person = DiscordPeople.At(from.User, from.Locale ?? from.GuildLocale);
        return new Reply(Messages(Say(phrases.For(person.Locale).Common.Failed), ReaderFor(person)), Replaces: false);
    }

    private CardReader ReaderFor(Person person) => new(person, phrases.For(person.Locale), seal, links.WayIn);

    private static List<MessageBody> Messages(Card card, CardReader reader)
    {
        var shown = card with { Audience = Audience.Person, Blocks = [.. Notice(card), .. card.Blocks] };
        return [.. CardParts.Split(shown, reader.Book).Select(part => DiscordCards.Render(part, reader))];
    }

    /// <summary>What a person has to know of what they just did stands above the card, unless the card says it.</summary>
    private static IEnumerable<Block> Notice(Card card) =>
        card.Notice is not { Length: > 0 } notice || card.Blocks is [Block.Paragraph { Text: var first }, ..] && first == notice
            ? []
            : [new Block.Note(notice)];

    /// <summary>A card with a form, as a card: with a button that opens the form, unless it has one.</summary>
    private static Card WithButton(Card card, CardForm form) =>
        card.Rows.Any(row => row.Any(button => button.Action is CardAction.Write or CardAction.StatementForm or CardAction.AssemblyForm))
            ? card
            : card with { Rows = [[new Button(form.Title, form.Action, Tone.Main)], .. card.Rows] };

    private static Card Say(string sentence) => new() { Blocks = [new Block.Paragraph(sentence)] };
}
