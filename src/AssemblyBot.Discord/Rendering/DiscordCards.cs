namespace AssemblyBot.Discord.Rendering;

/// <summary>Draws cards as Discord messages. Pure.</summary>
/// <remarks>
/// What one person reads is the message's text, which every client shows whatever its settings; in an embed when it is
/// longer than that. A post to everyone is an embed below its title, so that it stands out and nothing in it is previewed.
/// A picture is a file of the message, shown in the embed.
/// </remarks>
internal static class DiscordCards
{
    /// <summary>The longest text of a part of a card, in UTF-16 units with its Markdown; an embed takes 4,096.</summary>
    public const int LongestText = 4000;

    private const int LongestContent = 2000;
    private const int LongestLabel = 80;
    private const int LongestModalTitle = 45;
    private const int LongestFieldLabel = 45;
    private const int LongestFieldDescription = 100;
    private const int LongestValue = 4000;
    private const int LongestForumTitle = 100;
    private const int LongestFileDescription = 1024;
    private const int Accent = 0x3B6EA8;

    /// <summary>Discord takes no message without a text.</summary>
    private const string Nothing = "…";

    /// <summary>A part of a card (see <see cref="CardParts"/>) as a message.</summary>
    public static MessageBody Render(Card card, CardReader reader)
    {
        var rows = Rows(card, reader);
        var message = card.Audience == Audience.Everyone ? ForEveryone(card, reader, rows) : ForPerson(card, reader, rows);
        return card.Picture is { } picture ? With(message, picture) : message;
    }

    /// <summary>A form.</summary>
    public static Form Render(CardForm form, CardReader reader) => new(
        reader.Seal.Seal(form.Action, reader.Person),
        Line(form.Title, LongestModalTitle),
        InertText.Ours(CommandNames.Translate(form.Text, reader.Book)).Trim(),
        [
            .. form.Fields.Select((field, place) => new FormField(
                CustomId.OfField(place),
                Line(field.Label, LongestFieldLabel),
                field.Description.Length == 0 ? "" : Line(field.Description, LongestFieldDescription),
                field.IsLong,
                field.IsRequired,
                Math.Clamp(field.MaximumLength, 1, LongestValue),
                CleanText.Shorten(CleanText.Of(field.Value), Math.Clamp(field.MaximumLength, 1, LongestValue)))),
        ]);

    /// <summary>The title of a forum's post that says this.</summary>
    public static string TitleOf(Card card)
    {
        var text = card.Blocks.OfType<Block.Heading>().FirstOrDefault()?.Text
            ?? card.Blocks.OfType<Block.Paragraph>().FirstOrDefault()?.Text
            ?? "";
        return Line(text, LongestForumTitle);
    }

    private static MessageBody ForPerson(Card card, CardReader reader, IReadOnlyList<IReadOnlyList<MessageButton>> rows)
    {
        var text = Markdown.Of(card.Blocks, reader.Book);
        return text.Length <= LongestContent
            ? new MessageBody { Content = text.Length == 0 ? Nothing : text, Rows = rows, IsForPersonAlone = true }
            : new MessageBody { Embeds = [EmbedOf(text)], Rows = rows, IsForPersonAlone = true };
    }

    private static MessageBody ForEveryone(Card card, CardReader reader, IReadOnlyList<IReadOnlyList<MessageButton>> rows)
    {
        var title = card.Blocks is [Block.Heading heading, ..] ? Markdown.Of(heading, reader.Book) : "";
        var text = Markdown.Of(card.Blocks.Skip(title.Length > 0 ? 1 : 0), reader.Book);
        return new MessageBody
        {
            Content = title.Length == 0 && text.Length == 0 ? Nothing : title,
            Embeds = text.Length == 0 ? [] : [EmbedOf(text)],
            Rows = rows,
        };
    }

    /// <summary>The picture below the text of the last embed; in one of its own when there is none.</summary>
    private static MessageBody With(MessageBody message, CardPicture picture) => message with
    {
        Embeds = [.. message.Embeds.SkipLast(1), (message.Embeds is [.., var last] ? last : EmbedOf("")) with { Image = picture.Name }],
        Files = [new MessageFile(picture.Name, "image/png", picture.Png, Line(picture.Description, LongestFileDescription))],
    };

    private static Embed EmbedOf(string text) => new("", text, [], Colour: Accent);

    private static List<IReadOnlyList<MessageButton>> Rows(Card card, CardReader reader)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. ButtonRows.Arrange(card.Rows)
                .Take(ButtonRows.Most)
                .Select(row => (IReadOnlyList<MessageButton>)[.. row.Select(button => Draw(button, card.Stays, reader, seen))]),
        ];
    }

    private static MessageButton Draw(Button button, bool stays, CardReader reader, Dictionary<string, int> seen)
    {
        var action = button.Action is CardAction.Start start ? reader.WayIn(start.Code) : button.Action;
        var sealedAction = reader.Seal.Seal(action, reader.Person);
        var before = seen.GetValueOrDefault(sealedAction);
        seen[sealedAction] = before + 1;
        return new MessageButton(Line(button.Label, LongestLabel), StyleOf(button.Tone), CustomId.Write(sealedAction, stays, before));
    }

    private static int StyleOf(Tone tone) => tone switch
    {
        Tone.Main => 1,
        Tone.Positive => 3,
        Tone.Negative => 4,
        _ => 2,
    };

    /// <summary>One line where Discord knows no Markdown; never empty.</summary>
    private static string Line(string text, int length)
    {
        var line = CleanText.Shorten(CleanText.Of(text).ReplaceLineEndings(" ").Trim(), length);
        return line.Length == 0 ? Nothing : line;
    }
}
