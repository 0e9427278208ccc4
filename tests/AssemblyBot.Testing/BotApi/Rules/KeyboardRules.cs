using System.Runtime.InteropServices;
using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>Reads an inline keyboard and holds it to its limits.</summary>
internal static class KeyboardRules
{
    private const int MaximalButtons = 100;
    private const int MaximalDataBytes = 64;

    /// <summary>The keyboard; none for a markup of another kind or one without buttons.</summary>
    /// <exception cref="RuleException">A button breaks a rule.</exception>
    public static FakeKeyboard Read(JsonElement markup)
    {
        if (!markup.TryGetProperty("inline_keyboard"u8, out var lines))
        {
            return FakeKeyboard.None;
        }

        var rows = new List<IReadOnlyList<FakeButton>>(lines.GetArrayLength());
        var count = 0;
        foreach (var line in lines.EnumerateArray())
        {
            var row = new List<FakeButton>(line.GetArrayLength());
            foreach (var button in line.EnumerateArray())
            {
                row.Add(ReadButton(button));
            }

            // The real server drops an empty row.
            if (row.Count > 0)
            {
                rows.Add(row);
                count += row.Count;
            }
        }

        if (count > MaximalButtons)
        {
            throw new RuleException($"Bad Request: reply markup is too long: {count} buttons, allowed are {MaximalButtons}");
        }

        return count == 0 ? FakeKeyboard.None : new FakeKeyboard(rows, JsonMarshal.GetRawUtf8Value(markup).ToArray());
    }

    private static FakeButton ReadButton(JsonElement button)
    {
        string text = "";
        string? data = null, url = null;
        var actions = 0;
        foreach (var property in button.EnumerateObject())
        {
            if (property.NameEquals("text"u8))
            {
                text = property.Value.GetString()!;
            }
            else if (property.NameEquals("style"u8))
            {
                CheckStyle(property.Value);
            }
            else if (!property.NameEquals("icon_custom_emoji_id"u8))
            {
                actions++;
                data = property.NameEquals("callback_data"u8) ? property.Value.GetString() : data;
                url = property.NameEquals("url"u8) ? property.Value.GetString() : url;
            }
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new RuleException("Bad Request: inline keyboard button text must be non-empty");
        }

        if (actions != 1)
        {
            throw new RuleException($"Bad Request: the button \"{text}\" has {actions} actions, it must have exactly one");
        }

        if (data is not null && System.Text.Encoding.UTF8.GetByteCount(data) is 0 or > MaximalDataBytes)
        {
            throw new RuleException($"Bad Request: BUTTON_DATA_INVALID: the button \"{text}\" has {System.Text.Encoding.UTF8.GetByteCount(data)} bytes of data, allowed are 1 to {MaximalDataBytes}");
        }

        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "tg"))
        {
            throw new RuleException($"Bad Request: BUTTON_URL_INVALID: the button \"{text}\" leads to \"{url}\"");
        }

        return new FakeButton(text, data, url);
    }

    private static void CheckStyle(JsonElement style)
    {
        if (style.GetString() is not ("danger" or "success" or "primary"))
        {
            throw new RuleException($"Bad Request: the button style \"{style}\" is none of danger, success and primary");
        }
    }
}
