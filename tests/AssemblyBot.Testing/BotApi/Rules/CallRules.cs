using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>Checks a call against the official list, then against the rules the list says in words or not at all.</summary>
internal static partial class CallRules
{
    private const int MaximalTextLength = 4096;
    private const int MaximalCaptionLength = 1024;

    /// <exception cref="RuleException">The call breaks a rule.</exception>
    public static void Check(BotCall call)
    {
        call.DropIgnored();
        CheckParameters(call);
        CheckLanguage(call);
        switch (call.Method)
        {
            case "sendMessage":
                ReadText(call, "text", "entities", MaximalTextLength, required: true);
                break;
            case "editEphemeralMessageText":
                ReadText(call, "text", "entities", MaximalTextLength, required: true);
                break;
            case "editMessageText":
                RequireTarget(call);
                ReadText(call, "text", "entities", MaximalTextLength, required: call.Find("rich_message") is null);
                break;
            case "editMessageReplyMarkup" or "editMessageCaption" or "editMessageMedia":
                RequireTarget(call);
                ReadText(call, "caption", "caption_entities", MaximalCaptionLength, required: false);
                break;
            case "answerCallbackQuery":
                Limit(call, "text", 200);
                break;
            case "getUpdates":
                RequireBetween(call, "limit", 1, 100);
                RequireBetween(call, "timeout", 0, int.MaxValue);
                break;
            case "setMyCommands":
                CheckCommands(call.Find("commands")!.Value);
                break;
            case "setMyName":
                Limit(call, "name", 64);
                break;
            case "setMyDescription":
                Limit(call, "description", 512);
                break;
            case "setMyShortDescription":
                Limit(call, "short_description", 120);
                break;
            default:
                ReadText(call, "caption", "caption_entities", MaximalCaptionLength, required: false);
                break;
        }

        if (call.Find("reply_markup") is { } markup)
        {
            call.Keyboard = KeyboardRules.Read(markup);
        }
    }

    private static void CheckParameters(BotCall call)
    {
        var parameters = call.Schema.Parameters;
        foreach (var (name, value) in call.Arguments)
        {
            var field = parameters.Find(name) ?? throw new RuleException($"Bad Request: {call.Method} has no parameter \"{name}\"");
            if (field.Check(value) is { } problem)
            {
                throw new RuleException($"Bad Request: {name}{problem}");
            }

            CheckAttachment(call, value);
        }

        foreach (var field in call.Files.Keys)
        {
            if (parameters.Find(field) is { AllowsFile: false })
            {
                throw new RuleException($"Bad Request: {field} of {call.Method} is no file");
            }

            if (parameters.Find(field) is null && !call.Arguments.Any(argument => argument.Value.GetRawText().Contains("attach://" + field, StringComparison.Ordinal)))
            {
                throw new RuleException($"Bad Request: no parameter names the uploaded file \"{field}\"");
            }
        }

        foreach (var field in parameters.Required)
        {
            if (call.Find(field.Name) is null && call.File(field.Name) is null)
            {
                throw new RuleException($"Bad Request: {call.Method} requires the parameter \"{field.Name}\"");
            }
        }
    }

    private static void CheckAttachment(BotCall call, JsonElement value)
    {
        const string Scheme = "attach://";
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && text.StartsWith(Scheme, StringComparison.Ordinal) && call.File(text[Scheme.Length..]) is null)
        {
            throw new RuleException($"Bad Request: {text} names no uploaded file");
        }
    }

    private static void CheckLanguage(BotCall call)
    {
        if (call.GetString("language_code") is { Length: > 0 } code && !LanguageCode().IsMatch(code))
        {
            throw new RuleException($"Bad Request: language_code \"{code}\" is no two-letter code");
        }
    }

    private static void ReadText(BotCall call, string parameter, string entities, int limit, bool required)
    {
        if (call.GetString(parameter) is not { } text)
        {
            if (required)
            {
                throw new RuleException($"Bad Request: {call.Method} requires the parameter \"{parameter}\"");
            }

            return;
        }

        var formatted = Format(call, text, entities).Trimmed();
        if (required && formatted.Text.Length == 0)
        {
            throw new RuleException("Bad Request: message text is empty");
        }

        if (formatted.Text.Length > limit)
        {
            throw new RuleException($"Bad Request: {(parameter == "text" ? "message" : "message caption")} is too long: {formatted.Text.Length} of {limit} UTF-16 units");
        }

        call.Formatted = formatted;
    }

    private static FormattedText Format(BotCall call, string text, string entities)
    {
        var mode = call.GetString("parse_mode") ?? "";
        if (mode.Length == 0)
        {
            return new FormattedText(text, EntityRules.Read(call.Find(entities), text.Length));
        }

        if (!mode.Equals("HTML", StringComparison.OrdinalIgnoreCase))
        {
            throw new RuleException($"Bad Request: unsupported parse_mode \"{mode}\"; the fake server reads HTML");
        }

        try
        {
            var (plain, parsed) = TelegramHtml.Parse(text);
            return new FormattedText(plain, parsed);
        }
        catch (FormatException exception)
        {
            throw new RuleException($"Bad Request: can't parse entities: {exception.Message}");
        }
    }

    private static void RequireTarget(BotCall call)
    {
        var byChat = call.Find("chat_id") is not null && call.Find("message_id") is not null;
        if (byChat == call.Find("inline_message_id") is not null)
        {
            throw new RuleException("Bad Request: either chat_id and message_id or inline_message_id must name the message");
        }
    }

    private static void Limit(BotCall call, string parameter, int limit)
    {
        if (call.GetString(parameter) is { } text && text.Length > limit)
        {
            throw new RuleException($"Bad Request: {parameter} is too long: {text.Length} of {limit} UTF-16 units");
        }
    }

    private static void RequireBetween(BotCall call, string parameter, long lowest, long highest)
    {
        if (call.GetInteger(parameter) is { } value && (value < lowest || value > highest))
        {
            throw new RuleException($"Bad Request: {parameter} is {value}, allowed are {lowest} to {highest}");
        }
    }

    private static void CheckCommands(JsonElement commands)
    {
        if (commands.GetArrayLength() > 100)
        {
            throw new RuleException($"Bad Request: {commands.GetArrayLength()} commands, allowed are 100");
        }

        foreach (var command in commands.EnumerateArray())
        {
            var name = command.GetProperty("command").GetString()!;
            var description = command.GetProperty("description").GetString()!;
            if (!CommandName().IsMatch(name))
            {
                throw new RuleException($"Bad Request: BOT_COMMAND_INVALID: \"{name}\" is not 1 to 32 of a-z, 0-9 and _");
            }

            if (description.Length is < 1 or > 256)
            {
                throw new RuleException($"Bad Request: BOT_COMMAND_DESCRIPTION_INVALID: /{name} has {description.Length} characters, allowed are 1 to 256");
            }
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$")]
    private static partial Regex CommandName();

    [GeneratedRegex("^[a-z]{2}$")]
    private static partial Regex LanguageCode();
}
