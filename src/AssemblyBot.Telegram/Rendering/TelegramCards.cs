using System.Text;

namespace AssemblyBot.Telegram.Rendering;

/// <summary>Draws cards as Telegram messages: HTML of a few elements, and a keyboard below. Pure.</summary>
/// <remarks>
/// Lengths are those of the text without markup, in UTF-16 units, as Telegram counts them.
/// </remarks>
internal static class TelegramCards
{
    /// <summary>The longest text of a message.</summary>
    public const int LongestText = 4096;

    /// <summary>The longest answer to a press.</summary>
    public const int LongestNotice = 200;

    private const int LongestLabel = 64;
    private const int ButtonsInRow = 8;
    private const int ButtonsInAll = 100;

    /// <summary>
    /// A card as one message. A card that is too long loses its end, which shows as an ellipsis; see
    /// <see cref="CardParts.Split"/>, which loses nothing.
    /// </summary>
    public static MessageText Render(Card card, CardReader reader)
    {
        var rows = new List<IReadOnlyList<InlineButton>>();
        var unlinked = new List<string>();
        foreach (var row in card.Rows.SelectMany(row => row.Chunk(ButtonsInRow)))
        {
            var buttons = row.SelectMany(button => Buttons(button, card, reader, unlinked)).ToList();
            if (buttons.Count > 0 && rows.Sum(other => other.Count) + buttons.Count <= ButtonsInAll)
                rows.Add(buttons);
        }

        IEnumerable<Block> blocks = card.Blocks;
        if (unlinked.Count > 0)
        {
            var joining = reader.Phrases.For(card.Language).Joining;
            blocks = blocks.Concat(unlinked.Select(code => new Block.Paragraph(joining.TakePartByCode.With(("code", code)))));
        }

        return new MessageText(Html(blocks), rows);
    }

    /// <summary>The sentence that answers a press; null when there is none.</summary>
    public static string? Notice(string? text) =>
        CleanText.Of(text ?? "").Trim() is { Length: > 0 } notice ? CleanText.Shorten(notice, LongestNotice) : null;

    /// <summary>The link that opens the private chat, and there says <c>/start</c> with the code.</summary>
    public static string Link(string botUsername, string? code) =>
        code is { Length: > 0 and <= 64 } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? $"https://t.me/{botUsername}?start={code}"
            : $"https://t.me/{botUsername}";

    private static IEnumerable<InlineButton> Buttons(Button button, Card card, CardReader reader, List<string> unlinked)
    {
        if (button.Action is not CardAction.Start start)
        {
            yield return Sending(button.Label, button.Action, card, reader);
            yield break;
        }

        if (reader.WayIn is { } wayIn)
            yield return Sending(button.Label, wayIn(start.Code), card, reader);
        if (reader.BotUsername is { } username)
        {
            var label = reader.WayIn is null ? button.Label : reader.Phrases.For(card.Language).Telegram.PrivateChat;
            yield return new InlineButton(Labelled(label), Url: Link(username, start.Code));
        }
        else
        {
            unlinked.Add(start.Code ?? "");
        }
    }

    private static InlineButton Sending(string label, CardAction action, Card card, CardReader reader) =>
        new(Labelled(label), CallbackData: ButtonData.Write(reader.Seal.Seal(action, reader.Person), card.Stays));

    private static string Labelled(string label) =>
        CleanText.Shorten(CleanText.Of(label).ReplaceLineEndings(" ").Trim(), LongestLabel) is { Length: > 0 } shown ? shown : "…";

    private static string Html(IEnumerable<Block> blocks)
    {
        var html = new StringBuilder(512);
        var room = LongestText;
        foreach (var block in blocks)
        {
            var before = html.Length == 0 ? "" : Runs.BetweenBlocks;
            foreach (var run in Runs.Of(block))
            {
                var lead = before.Length > 0 ? before : run.Before;
                before = "";
                if (room <= lead.Length + 1)
                    return html.ToString();
                room -= lead.Length;
                html.Append(lead);
                var text = CleanText.Shorten(run.Text, room);
                Append(html, run.Tag, text);
                room -= text.Length;
                if (text.Length < run.Text.Length)
                    return html.ToString();
            }
        }

        return html.ToString();
    }

    private static void Append(StringBuilder html, string? tag, string text)
    {
        if (tag is not null)
            html.Append('<').Append(tag).Append('>');
        InertText.AppendEscaped(html, text);
        if (tag is not null)
            html.Append("</").Append(tag).Append('>');
    }
}
