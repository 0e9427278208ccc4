using System.Globalization;
using System.Text.Json;
using AssemblyBot.Testing.Discord.Schema;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>The rules of messages that the official document does not hold.</summary>
internal static class MessageRules
{
    private const int OfSecondKind = 32768;
    private const int Ephemeral = 64;
    private const int LargestFile = 10 * 1024 * 1024;
    private const int LargestRequest = 25 * 1024 * 1024;
    private const string OfFile = "attachment://";

    public static void Check(JsonElement message, string at, RestCall call, MessageUse use, RuleBook rules)
    {
        var place = at.Length == 0 ? "" : at + ".";
        rules.Require(message.Length("content") <= 2000, DiscordRule.ContentLength, place + "content", "Must be 2000 or fewer in length.");
        CheckEmbeds(message, place, rules);
        CheckFlags(message, place, use, rules);
        var components = message.Items("components");
        var tree = ComponentRules.Check(components, place + "components", rules);
        CheckKind(message, place, use, components, tree, rules);
        CheckFiles(message, place, call, rules);
        CheckMentions(message, place, tree.Texts, rules);
        if (use != MessageUse.Edit)
        {
            rules.Require(
                message.Length("content") > 0 || message.Items("embeds").Length > 0 || components.Length > 0 || call.Files.Count > 0 || message.Has("poll") || message.Items("sticker_ids").Length > 0,
                DiscordRule.EmptyMessage,
                at,
                "Cannot send an empty message");
        }

        rules.Require(!message.IsTrue("enforce_nonce") || (message.TryGetProperty("nonce", out var nonce) && nonce.ToString().Length > 0), DiscordRule.Nonce, place + "nonce", "enforce_nonce needs a nonce");
    }

    private static void CheckEmbeds(JsonElement message, string place, RuleBook rules)
    {
        var total = message.Items("embeds").Sum(embed => embed.Length("title") + embed.Length("description")
            + Nested(embed, "footer", "text") + Nested(embed, "author", "name")
            + embed.Items("fields").Sum(field => field.Length("name") + field.Length("value")));
        rules.Require(total <= 6000, DiscordRule.EmbedsTotal, place + "embeds", "Embed size exceeds maximum size of 6000");

        static int Nested(JsonElement of, string name, string text)
            => of.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner.Length(text) : 0;
    }

    private static void CheckFlags(JsonElement message, string place, MessageUse use, RuleBook rules)
    {
        var flags = message.Whole("flags") ?? 0;
        var allowed = 4 | 4096 | OfSecondKind | (use == MessageUse.Post ? 0 : Ephemeral);
        rules.Require((flags & ~allowed) == 0, DiscordRule.Flags, place + "flags", $"{flags & ~allowed} are no flags to set here");
    }

    private static void CheckKind(JsonElement message, string place, MessageUse use, JsonElement[] components, ComponentTree tree, RuleBook rules)
    {
        var isSecond = ((message.Whole("flags") ?? 0) & OfSecondKind) != 0;
        if (isSecond)
        {
            rules.Require(
                message.Length("content") == 0 && message.Items("embeds").Length == 0 && !message.Has("poll") && message.Items("sticker_ids").Length == 0,
                DiscordRule.SecondKind,
                place + "flags",
                "Components of the second kind go without content, embeds, stickers and polls");
            rules.Require(tree.Count <= 40, DiscordRule.SecondKind, place + "components", $"{tree.Count} components where 40 may be");
            rules.Require(tree.Texts <= 4000, DiscordRule.SecondKind, place + "components", $"{tree.Texts} characters where 4000 may be");
        }
        else if (!tree.HasSecondKind)
        {
            rules.Require(components.Length <= 5, DiscordRule.Rows, place + "components", "Must be 5 or fewer in length.");
        }
        else if (use != MessageUse.Edit)
        {
            rules.Break(DiscordRule.SecondKind, place + "components", "Components of the second kind need flag 32768");
        }
    }

    private static void CheckFiles(JsonElement message, string place, RestCall call, RuleBook rules)
    {
        foreach (var file in call.Files)
        {
            var isNumbered = file.Field.StartsWith("files[", StringComparison.Ordinal) && file.Field.EndsWith(']') && int.TryParse(file.Field.AsSpan(6, file.Field.Length - 7), out _);
            rules.Require(isNumbered, DiscordRule.Attachments, place + "attachments", $"the field {file.Field} is not files[n]");
            rules.Require(file.Content.Length <= LargestFile, DiscordRule.Attachments, place + "attachments", "a file of more than 10 MiB");
        }

        rules.Require(call.Files.Sum(file => (long)file.Content.Length) <= LargestRequest, DiscordRule.Attachments, place + "attachments", "files of more than 25 MiB together");
        foreach (var image in message.Items("embeds").Where(embed => embed.Has("image")).Select(embed => embed.GetProperty("image").Text("url") ?? ""))
        {
            var isThere = !image.StartsWith(OfFile, StringComparison.Ordinal) || call.Files.Any(file => file.Name == image[OfFile.Length..]);
            rules.Require(isThere, DiscordRule.Attachments, place + "embeds", $"the picture {image} has no file");
        }

        foreach (var attachment in message.Items("attachments"))
        {
            var id = attachment.GetProperty("id").ToString();
            var isNew = id.Length < 6;
            rules.Require(!isNew || call.Files.Any(file => file.Field == $"files[{id}]"), DiscordRule.Attachments, place + "attachments", string.Create(CultureInfo.InvariantCulture, $"attachment {id} has no file"));
        }
    }

    private static void CheckMentions(JsonElement message, string place, int texts, RuleBook rules)
    {
        if (message.Length("content") == 0 && message.Items("embeds").Length == 0 && texts == 0)
        {
            return;
        }

        var isSilent = message.TryGetProperty("allowed_mentions", out var mentions) && mentions.ValueKind == JsonValueKind.Object
            && mentions.TryGetProperty("parse", out var parse) && parse.ValueKind == JsonValueKind.Array && parse.GetArrayLength() == 0
            && mentions.Items("users").Length == 0 && mentions.Items("roles").Length == 0;
        rules.Require(isSilent, DiscordRule.AllowedMentions, place + "allowed_mentions", "text without {\"parse\":[]} can call people");
    }
}
