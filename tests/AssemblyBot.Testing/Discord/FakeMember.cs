using System.Text.Json;
using AssemblyBot.Testing.Discord.State;

namespace AssemblyBot.Testing.Discord;

/// <summary>A person in one server, or in private with the bot, who gives commands, presses, chooses and fills in forms.</summary>
public sealed class FakeMember
{
    /// <summary>View, send, use commands, add reactions, read the history: what all may.</summary>
    public const ulong Everyone = (1UL << 6) | (1UL << 10) | (1UL << 11) | (1UL << 16) | (1UL << 31);

    /// <summary><see cref="Everyone"/>, and manage the server.</summary>
    public const ulong Manager = Everyone | (1UL << 5);

    /// <summary><see cref="Manager"/>, and the administrator's bit.</summary>
    public const ulong Administrator = Manager | (1UL << 3);

    private readonly FakeDiscord _discord;
    private FakeChannel? _channel;

    internal FakeMember(FakeDiscord discord, FakeUser user, FakeGuild? guild)
    {
        _discord = discord;
        User = user;
        Guild = guild;
    }

    public ulong Id => User.Id;

    public string Name => User.Name;

    /// <summary>The language of the person's app.</summary>
    public string Locale
    {
        get => User.Locale;
        set => User.Locale = value;
    }

    /// <summary>The server; null: in private with the bot.</summary>
    public FakeGuild? Guild { get; }

    /// <summary>What the person may do in the server; a set of bits.</summary>
    public ulong Permissions { get; set; }

    /// <summary>Whether the person lets the bot write in private; else 50007.</summary>
    public bool AcceptsPrivateMessages
    {
        get => User.AcceptsPrivateMessages;
        set => User.AcceptsPrivateMessages = value;
    }

    /// <summary>Where the person is: by default the server's first channel, or the private one.</summary>
    public FakeChannel Channel
    {
        get => _channel ??= Guild?.General ?? _discord.Locked(() => _discord.World.PrivateChannel(User));
        set => _channel = value;
    }

    /// <summary>The same person in private with the bot.</summary>
    public FakeMember InPrivate => field ??= Guild is null ? this : new FakeMember(_discord, User, guild: null);

    /// <summary>What the person looks at now: the message for this person alone that changed last; in private without one, the last with buttons.</summary>
    public DiscordMessage? Card => _discord.Locked(() => User.Card is { IsDeleted: false } card ? card
        : Guild is null ? Channel.Messages.LastOrDefault(message => message.Rows.Count > 0) : null);

    /// <summary>All that the person sees where it is, in its order: the channel's messages and those for this person alone.</summary>
    public IReadOnlyList<DiscordMessage> Messages => _discord.Locked(() => Channel.Messages
        .Concat(User.Ephemeral.Values.Where(message => !message.IsDeleted && message.Channel == Channel))
        .OrderBy(message => message.Id)
        .ToArray());

    /// <summary>All of <see cref="Messages"/> as text.</summary>
    public string Transcript() => string.Join("\n---\n", Messages.Select(message => (message.IsEphemeral ? "(only you) " : "") + message));

    /// <summary>Gives a command and goes on.</summary>
    /// <param name="name">The command, with the subcommand behind a space where there is one.</param>
    /// <param name="options">Texts, whole numbers, truth values or channels.</param>
    /// <exception cref="InvalidOperationException">The bot registered commands, and this one is not offered here or has no such option.</exception>
    public InteractionTrace Command(string name, params (string Name, object Value)[] options)
        => _discord.Locked(() => _discord.World.Interact(this, InteractionKind.Command, name, null, CommandData.Write(_discord.World, this, name, options)));

    /// <summary>Gives a command and returns once it is answered in full.</summary>
    /// <inheritdoc cref="Command"/>
    public Task<InteractionTrace> CommandAsync(string name, params (string Name, object Value)[] options) => Command(name, options).SettledAsync();

    /// <summary>Presses a button and goes on.</summary>
    /// <param name="labelOrId">The label, a part of it, or the custom id.</param>
    /// <param name="on">The message as it reads or once read; by default <see cref="Card"/>, else the newest that has the button.</param>
    /// <exception cref="InvalidOperationException">There is no such button, it cannot be pressed, or the message is not for this person.</exception>
    public InteractionTrace Press(string labelOrId, DiscordMessage? on = null)
    {
        var message = on ?? Newest(labelOrId);
        var button = message.Button(labelOrId);
        return button is { CustomId: { } id, IsDisabled: false }
            ? PressRaw(id, message)
            : throw new InvalidOperationException($"The button \"{button.Label}\" sends nothing to the bot");
    }

    /// <summary>Presses a button and returns once it is answered in full.</summary>
    /// <inheritdoc cref="Press"/>
    public Task<InteractionTrace> PressAsync(string labelOrId, DiscordMessage? on = null) => Press(labelOrId, on).SettledAsync();

    /// <summary>Sends a press with any custom id, as a forged client can, and goes on.</summary>
    public InteractionTrace PressRaw(string customId, DiscordMessage on) => Send(customId, 2, [], on);

    /// <summary>Chooses from a list and goes on.</summary>
    /// <param name="list">The list's custom id or its placeholder.</param>
    /// <param name="choices">Labels or values.</param>
    /// <param name="on">By default <see cref="Card"/>.</param>
    /// <exception cref="InvalidOperationException">There is no such list or choice.</exception>
    public InteractionTrace Choose(string list, IReadOnlyList<string> choices, DiscordMessage? on = null)
    {
        var message = on ?? Card ?? throw new InvalidOperationException($"{Name} has no card:\n{Transcript()}");
        var select = message.Selects.FirstOrDefault(select => select.CustomId == list || select.Placeholder == list)
            ?? throw new InvalidOperationException($"No list \"{list}\" under:\n{message}");
        var values = choices.Select(choice => select.Type != 3 ? choice
            : select.Options.Where(option => option.Label == choice || option.Value == choice).Select(option => option.Value).FirstOrDefault()
                ?? throw new InvalidOperationException($"The list \"{list}\" has no choice \"{choice}\""));
        return Send(select.CustomId, select.Type, values.ToArray(), message);
    }

    /// <summary>Fills in the form that an interaction was answered with, sends it and goes on.</summary>
    /// <param name="asked">The interaction that was answered with the form.</param>
    /// <param name="values">The values by custom id or label; fields that are left out keep what stands in them.</param>
    /// <exception cref="InvalidOperationException">There is no form or no such field, or the app would not send it: a value is missing, too short or too long.</exception>
    public InteractionTrace Submit(InteractionTrace asked, params (string Field, string Value)[] values)
    {
        var modal = asked.Modal ?? throw new InvalidOperationException($"{asked} was not answered with a form");
        var filled = ModalData.Fill(modal, values);
        return _discord.Locked(() => _discord.World.Interact(this, InteractionKind.Modal, modal.CustomId, asked.On, ModalData.Write(modal, filled)));
    }

    /// <summary>Fills in a form and returns once it is answered in full.</summary>
    /// <inheritdoc cref="Submit"/>
    public Task<InteractionTrace> SubmitAsync(InteractionTrace asked, params (string Field, string Value)[] values) => Submit(asked, values).SettledAsync();

    /// <summary>Sends a form with any content, as a forged client can, and goes on.</summary>
    public InteractionTrace SubmitRaw(string customId, IReadOnlyList<(string CustomId, string Value)> fields, DiscordMessage? on = null)
    {
        var modal = new DiscordModal(customId, "", [], fields.Select(field => new DiscordModalField(field.CustomId, 4, "", "", "", false, 0, 4000, [])).ToArray());
        var filled = fields.ToDictionary(field => field.CustomId, field => field.Value);
        return _discord.Locked(() => _discord.World.Interact(this, InteractionKind.Modal, customId, on, ModalData.Write(modal, filled)));
    }

    public override string ToString() => Guild is null ? Name : $"{Name} in {Guild}";

    internal FakeUser User { get; }

    private InteractionTrace Send(string customId, int type, IReadOnlyList<string> values, DiscordMessage on) => _discord.Locked(() =>
    {
        if (on.For is { } owner && owner.User != User)
        {
            throw new InvalidOperationException($"{Name} does not see what is for {owner.Name} alone");
        }

        return _discord.World.Interact(this, InteractionKind.Component, customId, on, writer => WriteComponent(writer, customId, type, values));
    });

    private DiscordMessage Newest(string labelOrId)
        => Card is { } card && card.Buttons.Any(button => Fits(button, labelOrId)) ? card
            : Messages.LastOrDefault(message => message.Buttons.Any(button => Fits(button, labelOrId)))
                ?? throw new InvalidOperationException($"{Name} sees no button \"{labelOrId}\":\n{Transcript()}");

    private static bool Fits(DiscordButton button, string labelOrId)
        => button.CustomId == labelOrId || button.Label.Contains(labelOrId, StringComparison.Ordinal);

    private static void WriteComponent(Utf8JsonWriter writer, string customId, int type, IReadOnlyList<string> values)
    {
        writer.WriteStartObject();
        writer.WriteString("custom_id"u8, customId);
        writer.WriteNumber("component_type"u8, type);
        writer.WriteNumber("id"u8, 2);
        if (type != 2)
        {
            writer.WriteStartArray("values"u8);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
