using System.Collections.ObjectModel;
using DSharpPlus;
using DSharpPlus.Entities;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>What we send, in DSharpPlus's types. Nobody is pinged: a builder without mentions allows none.</summary>
internal static class ToLibrary
{
    private const int LongestPlaceholder = 100;

    /// <summary>The kind of an answer and what it holds; null: the kind alone.</summary>
    public static (InteractionResponseType Type, DiscordInteractionResponseBuilder? Content) Answer(InteractionAnswer answer) => answer switch
    {
        InteractionAnswer.Say say => (InteractionResponseType.ChannelMessageWithSource, Response(say.Message)),
        InteractionAnswer.Replace replace => (InteractionResponseType.UpdateMessage, Response(replace.Message)),
        InteractionAnswer.SayLater later => (
            InteractionResponseType.DeferredChannelMessageWithSource,
            new DiscordInteractionResponseBuilder().AsEphemeral(later.IsForPersonAlone)),
        InteractionAnswer.ReplaceLater => (InteractionResponseType.DeferredMessageUpdate, null),
        InteractionAnswer.Ask ask => (InteractionResponseType.Modal, Modal(ask.Form)),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType(), "not an answer that the bot gives"),
    };

    public static DiscordMessageBuilder Post(MessageBody message) => Fill(new DiscordMessageBuilder(), message);

    public static DiscordFollowupMessageBuilder FollowUp(MessageBody message) =>
        Fill(new DiscordFollowupMessageBuilder(), message).AsEphemeral(message.IsForPersonAlone);

    public static DiscordWebhookBuilder Edit(MessageBody message) => Fill(new DiscordWebhookBuilder(), message);

    public static DiscordApplicationCommand Command(ApplicationCommand command) => new(
        command.Name,
        command.Description,
        command.Options.Select(Option),
        name_localizations: Localized(command.Names),
        description_localizations: Localized(command.Descriptions),
        allowDMUsage: command.InPrivate,
        defaultMemberPermissions: command.DefaultMemberPermissions is { } bits ? (Permissions)(long)bits : null);

    private static DiscordInteractionResponseBuilder Response(MessageBody message) =>
        Fill(new DiscordInteractionResponseBuilder(), message).AsEphemeral(message.IsForPersonAlone);

    /// <summary>
    /// The library knows neither labels with descriptions nor text in a form: a field's description, or else the form's
    /// text, stands in the empty field as long as nothing is typed.
    /// </summary>
    private static DiscordInteractionResponseBuilder Modal(Form form)
    {
        var builder = new DiscordInteractionResponseBuilder().WithCustomId(form.CustomId).WithTitle(form.Title);
        foreach (var field in form.Fields)
        {
            builder.AddComponents(new TextInputComponent(
                field.Label,
                field.CustomId,
                Placeholder(field.Description.Length > 0 ? field.Description : form.Text),
                field.Value.Length > 0 ? field.Value : null,
                field.IsRequired,
                field.IsLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
                max_length: field.MaximumLength));
        }

        return builder;
    }

    private static string? Placeholder(string text) =>
        text.Length == 0 ? null : text.Length <= LongestPlaceholder ? text : $"{text.AsSpan(0, LongestPlaceholder - 1).TrimEnd()}…";

    private static T Fill<T>(T builder, MessageBody message)
        where T : BaseDiscordMessageBuilder<T>
    {
        builder.WithContent(message.Content);
        builder.AddEmbeds(message.Embeds.Select(EmbedOf));
        builder.AddComponents(message.Rows.Select(row => new DiscordActionRowComponent(row.Select(Button))));
        foreach (var file in message.Files)
            builder.AddFile(file.Name, new MemoryStream(file.Content, writable: false));
        return builder;
    }

    private static DiscordEmbed EmbedOf(Embed embed)
    {
        var builder = new DiscordEmbedBuilder();
        if (embed.Title.Length > 0)
            builder.WithTitle(embed.Title);
        if (embed.Description.Length > 0)
            builder.WithDescription(embed.Description);
        foreach (var field in embed.Fields)
            builder.AddField(field.Name, field.Value);
        if (embed.Footer.Length > 0)
            builder.WithFooter(embed.Footer);
        if (embed.Colour is { } colour)
            builder.WithColor(new DiscordColor(colour));
        if (embed.Image is { } image)
            builder.WithImageUrl($"attachment://{image}");
        return builder.Build();
    }

    private static DiscordComponent Button(MessageButton button) => button.Url is { } url
        ? new DiscordLinkButtonComponent(url, button.Label)
        : new DiscordButtonComponent((ButtonStyle)button.Style, button.CustomId, button.Label);

    private static DiscordApplicationCommandOption Option(CommandOption option) => new(
        option.Name,
        option.Description,
        (ApplicationCommandOptionType)option.Type,
        option.Type == 1 ? null : option.IsRequired,
        option.Choices.Count > 0 ? option.Choices.Select(choice => new DiscordApplicationCommandOptionChoice(choice.Name, choice.Value)) : null,
        option.Options.Count > 0 ? option.Options.Select(Option) : null,
        option.ChannelTypes.Count > 0 ? option.ChannelTypes.Select(type => (ChannelType)type) : null,
        minValue: option.Minimum,
        name_localizations: Localized(option.Names),
        description_localizations: Localized(option.Descriptions),
        maxLength: option.MaximumLength);

    private static ReadOnlyDictionary<string, string>? Localized(IReadOnlyDictionary<string, string> texts) =>
        texts.Count == 0 ? null : texts.ToDictionary().AsReadOnly();
}
