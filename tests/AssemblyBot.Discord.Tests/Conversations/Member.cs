namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>Someone on Discord without a wire, who gives commands, presses buttons and fills in forms.</summary>
internal sealed class Member(RecordingApi api, ulong user)
{
    public const ulong Guild = 500;
    public const ulong Hall = 600;
    public const ulong ManageServer = 1UL << 5;
    public const ulong BotMayPost = (1UL << 10) | (1UL << 11) | (1UL << 14) | (1UL << 15) | (1UL << 38);

    public ulong Id => user;

    public string? Locale { get; set; } = "en-US";

    /// <summary>The language of the server.</summary>
    public string? GuildLocale { get; set; }

    /// <summary>The channel the person is in; null: the private one.</summary>
    public ulong? Channel { get; set; } = Hall;

    public ulong Permissions { get; set; }

    public ulong BotPermissions { get; set; } = BotMayPost;

    /// <summary>The card that only this person sees.</summary>
    public MessageBody Card { get; private set; } = new();

    /// <summary>The form that is open; null: none.</summary>
    public Modal? Form { get; private set; }

    /// <summary>How the last interaction was answered, in order.</summary>
    public IReadOnlyList<object> Answers { get; private set; } = [];

    /// <summary>The last interaction.</summary>
    public Interaction Last { get; private set; } = null!;

    public string Text => TextOf(Card);

    public IReadOnlyList<MessageButton> Buttons => [.. Card.Rows.SelectMany(row => row)];

    /// <summary>A message as it is read, without the signs that keep it from being Markdown.</summary>
    public static string TextOf(MessageBody message) => string.Concat(
        string.Join("\n\n", message.Embeds.Select(embed => embed.Description).Prepend(message.Content))
            .Where(sign => sign is not ('\\' or '\u200B')));

    public Task CommandAsync(string name, params (string Name, string Value)[] options) => name.Split(' ') switch
    {
        [var command, var subcommand] => SendAsync(New(InteractionKind.Command) with { Command = command, Subcommand = subcommand, Options = Read(options) }),
        _ => SendAsync(New(InteractionKind.Command) with { Command = name, Options = Read(options) }),
    };

    /// <summary>Presses a button of one's own card.</summary>
    public Task PressAsync(string label) =>
        PressRawAsync(Buttons.Single(button => button.Label == label).CustomId!, isOwn: true);

    /// <summary>Presses the first button of a message that everyone sees.</summary>
    public Task PressInPublicAsync(MessageBody message) => PressRawAsync(message.Rows[0][0].CustomId!, isOwn: false);

    public Task PressRawAsync(string customId, bool isOwn) =>
        SendAsync(New(InteractionKind.Press) with { CustomId = customId, HasMessage = true, IsOnOwnCard = isOwn });

    /// <summary>Sends the form that is open.</summary>
    public Task SubmitAsync(params string[] values)
    {
        var form = Form ?? throw new InvalidOperationException($"no form is open; the card is:\n{Text}");
        return SubmitRawAsync(form.CustomId, [.. form.Fields.Zip(values, (field, value) => (field.CustomId, value))]);
    }

    public Task SubmitRawAsync(string customId, params (string Name, string Value)[] fields) => SendAsync(New(InteractionKind.Form) with
    {
        CustomId = customId,
        Fields = Read(fields),
        HasMessage = Last?.HasMessage ?? false,
        IsOnOwnCard = Last?.IsOnOwnCard ?? false,
    });

    /// <summary>The gateway delivers the last interaction again.</summary>
    public Task RedeliverAsync() => SendAsync(Last);

    private static Dictionary<string, string> Read((string Name, string Value)[] pairs) => pairs.ToDictionary(pair => pair.Name, pair => pair.Value);

    private Interaction New(InteractionKind kind)
    {
        var id = api.NextId();
        return new Interaction
        {
            Id = id,
            Application = Given.ApplicationId,
            Token = $"token-{id}",
            Kind = kind,
            User = user,
            Locale = Locale,
            GuildLocale = GuildLocale,
            Guild = Channel is null ? null : Guild,
            Channel = Channel ?? user + 1_000_000,
            Permissions = Permissions,
            BotPermissions = BotPermissions,
        };
    }

    private async Task SendAsync(Interaction interaction)
    {
        Last = interaction;
        await api.DeliverAsync(interaction);
        Answers = api.Answers.TryGetValue(interaction.Token, out var answers) ? [.. answers] : [];
        Form = null;
        foreach (var answer in Answers)
        {
            switch (answer)
            {
                case InteractionAnswer.Say say:
                    Card = say.Message;
                    break;
                case InteractionAnswer.Replace replace:
                    Card = replace.Message;
                    break;
                case InteractionAnswer.Ask ask:
                    Form = ask.Form;
                    break;
                case MessageBody message:
                    Card = message;
                    break;
            }
        }
    }
}
