namespace AssemblyBot.Discord.Updates;

/// <summary>Says what an interaction means. Pure but for what the hall knows of channels.</summary>
internal sealed class DiscordUpdates(ButtonSeal seal, DeliveryKeys keys, ChannelLinks links)
{
    private const int MostFields = 4;

    /// <summary>What <paramref name="interaction"/> means; <see cref="Incoming.Nothing"/> for what the bot offers nowhere.</summary>
    public Incoming Read(Interaction interaction) => interaction.Kind switch
    {
        InteractionKind.Command => ReadCommand(interaction),
        InteractionKind.Press => ReadPress(interaction),
        InteractionKind.Form => ReadForm(interaction),
        _ => Incoming.Nothing.Instance,
    };

    private Incoming ReadCommand(Interaction interaction)
    {
        var action = DiscordCommands.Action(interaction, links.AssemblyOf(interaction.Channel));
        if (action is not CardAction.Organise || interaction is not { Guild: not null, Channel: { } here, Subcommand: not "new" })
            return new Incoming.Asked(RequestFor(interaction, action, Place.Private.Instance), interaction, Replaces: false);

        var channel = DiscordPeople.TryReadId(DiscordCommands.Option(interaction, DiscordCommands.ChannelOption), out var named) ? named : here;
        var request = RequestFor(interaction, action, new Place.InChannel(links.AddressOf(channel)));
        return interaction.Subcommand is "link" or "unlink" or "schedule"
            ? new Incoming.Organised(request, interaction, channel)
            : new Incoming.Asked(request, interaction, Replaces: false);
    }

    private Incoming.Asked ReadPress(Interaction interaction)
    {
        var (sealedAction, stays) = CustomId.Read(interaction.CustomId);
        var person = PersonOf(interaction);
        var action = seal.Open(sealedAction, person);
        var forAnyone = false;
        if (action is CardAction.Unreadable)
        {
            action = seal.Open(sealedAction, DiscordPeople.Anyone);
            forAnyone = action is not CardAction.Unreadable;
        }

        var replaces = !stays && !forAnyone && IsOwn(interaction);
        return new Incoming.Asked(RequestFor(interaction, action, Place.Private.Instance), interaction, replaces);
    }

    private Incoming.Asked ReadForm(Interaction interaction)
    {
        var form = seal.Open(interaction.CustomId, PersonOf(interaction));
        CardAction action = form is CardAction.StatementForm or CardAction.AssemblyForm
            ? new CardAction.Filled(form, [.. FieldNames(interaction).Select(name => interaction.Fields[name])])
            : new CardAction.Unreadable();
        return new Incoming.Asked(RequestFor(interaction, action, Place.Private.Instance), interaction, IsOwn(interaction));
    }

    /// <summary>The fields in the order in which they were asked for, up to the first one that is missing.</summary>
    private static IEnumerable<string> FieldNames(Interaction interaction) =>
        Enumerable.Range(0, MostFields).Select(CustomId.OfField).TakeWhile(interaction.Fields.ContainsKey);

    /// <summary>Whether the interaction came from a message that nobody else sees, and which may so be replaced.</summary>
    private static bool IsOwn(Interaction interaction) =>
        interaction.HasMessage && (interaction.IsOnOwnCard || interaction.Guild is null);

    private Request RequestFor(Interaction interaction, CardAction action, Place place) =>
        new(PersonOf(interaction), place, keys.Of(interaction), action) { TakesForms = true };

    /// <summary>In the language of the person's Discord; in the server's where that is not told.</summary>
    private static Person PersonOf(Interaction interaction) =>
        DiscordPeople.At(interaction.User, interaction.Locale ?? interaction.GuildLocale);
}
