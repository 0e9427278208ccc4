using System.Globalization;
using System.Text;

namespace AssemblyBot.Telegram.Networks;

/// <summary>
/// Lets people vote by typing where buttons do not work: a number alone, written in a private chat, stands for the button
/// of that place below the last card. Whoever types is shown the choices with their numbers from then on, until they press
/// a button again.
/// </summary>
/// <remarks>
/// A number of one or two digits is never a statement, not even while somebody writes one: then it stands for a button of
/// that card too. When the last card is not known any more, as after a start, or has no such button, the next statement is
/// shown with its numbers.
/// </remarks>
internal sealed class TypedNumbers(ButtonSeal seal)
{
    private const int Most = 10_000;
    private const int LongestText = 4096;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Buttons> _last = [];

    /// <summary>What is asked for, where it was typed as a number.</summary>
    public Incoming.Asked Read(Incoming.Asked asked)
    {
        if (!asked.IsPrivate || asked.Request.Action is not CardAction.Say say || NumberIn(say.Text) is not { } number)
            return asked;

        CardAction action;
        lock (_gate)
        {
            var data = _last.GetValueOrDefault(asked.Spot.Chat)?.Data ?? [];
            action = number <= data.Count
                ? seal.Open(ButtonData.Read(data[number - 1]).SealedAction, asked.Request.Person)
                : new CardAction.Next(null);
            Remember(asked.Spot.Chat, new Buttons(data, IsTyping: true));
        }

        return asked with { Request = asked.Request with { Action = action } };
    }

    /// <summary>The reply as someone is shown it who types, and remembers its buttons.</summary>
    public Reply? Show(Incoming.Asked asked, Reply? reply)
    {
        if (reply is null || !asked.IsPrivate || reply.Spot.Chat != asked.Spot.Chat)
            return reply;

        var parts = reply.Parts;
        var buttons = parts.Count == 0 ? [] : parts[^1].Rows.SelectMany(row => row).Where(button => button.CallbackData is not null).ToList();
        bool isTyping;
        lock (_gate)
        {
            var last = _last.GetValueOrDefault(asked.Spot.Chat);
            isTyping = asked.Press is null && last?.IsTyping == true;
            if (buttons.Count > 0)
                Remember(asked.Spot.Chat, new Buttons([.. buttons.Select(button => button.CallbackData!)], isTyping));
            else if (last is not null && last.IsTyping != isTyping)
                Remember(asked.Spot.Chat, last with { IsTyping = isTyping });
        }

        return isTyping && parts.Count > 0 ? reply with { Parts = [.. parts.SkipLast(1), Numbered(parts[^1], buttons, reply.Notice)] } : reply;
    }

    /// <summary>The number that a text is, from 1 to 99; null: it is none.</summary>
    internal static int? NumberIn(string text)
    {
        var digits = text.AsSpan().Trim().TrimEnd(".)");
        return digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
    }

    /// <summary>The text with what just happened before it, since no press is answered, and the choices below it.</summary>
    private static MessageText Numbered(MessageText text, List<InlineButton> buttons, string? notice)
    {
        var html = new StringBuilder();
        if (notice is not null)
        {
            html.Append("<i>");
            InertText.AppendEscaped(html, notice);
            html.Append("</i>").Append(Runs.BetweenBlocks);
        }

        html.Append(text.Html);
        for (var i = 0; i < buttons.Count; i++)
        {
            html.Append(i == 0 ? Runs.BetweenBlocks : " · ").Append(CultureInfo.InvariantCulture, $"{i + 1} ");
            InertText.AppendEscaped(html, buttons[i].Text);
        }

        return html.Length <= LongestText ? text with { Html = html.ToString() } : text;
    }

    private void Remember(long chat, Buttons buttons)
    {
        if (_last.Count >= Most && !_last.ContainsKey(chat))
            _last.Clear();
        _last[chat] = buttons;
    }

    private sealed record Buttons(IReadOnlyList<string> Data, bool IsTyping);
}
