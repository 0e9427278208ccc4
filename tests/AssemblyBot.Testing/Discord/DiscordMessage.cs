namespace AssemblyBot.Testing.Discord;

/// <summary>A message of the bot as it reads at one moment; an edit makes another of the same <see cref="Id"/>.</summary>
public sealed record DiscordMessage
{
    public required ulong Id { get; init; }

    public required FakeChannel Channel { get; init; }

    public required string Content { get; init; }

    public required IReadOnlyList<DiscordEmbed> Embeds { get; init; }

    /// <summary>The rows of buttons and lists, from the top.</summary>
    public required IReadOnlyList<IReadOnlyList<DiscordButton>> Rows { get; init; }

    public required IReadOnlyList<DiscordSelect> Selects { get; init; }

    /// <summary>The texts of text displays, from the top.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    public IReadOnlyList<DiscordFile> Files { get; init; } = [];

    /// <summary>A set of bits: 4 no previews, 64 for one person alone, 128 still to come, 32768 components of the second kind.</summary>
    public required int Flags { get; init; }

    /// <summary>Who alone sees it; null: all of the channel.</summary>
    public required FakeMember? For { get; init; }

    /// <summary>When it was sent, on the fake's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    public bool IsDeleted { get; init; }

    public bool IsPinned { get; init; }

    /// <summary>The nonce it was sent with; null: none.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether one person alone sees it.</summary>
    public bool IsEphemeral => (Flags & 64) != 0;

    /// <summary>Whether the bot has promised it and not filled it yet.</summary>
    public bool IsLoading => (Flags & 128) != 0;

    /// <summary>The buttons, row by row.</summary>
    public IEnumerable<DiscordButton> Buttons => Rows.SelectMany(row => row);

    /// <summary>All a person reads in it, from the top, a line each.</summary>
    public string Text => string.Join('\n', new[] { Content }
        .Concat(Texts)
        .Concat(Embeds.SelectMany(embed => new[] { embed.Title, embed.Description }
            .Concat(embed.Fields.SelectMany(pair => new[] { pair.Name, pair.Value }))
            .Append(embed.Footer)))
        .Where(line => line.Length > 0));

    /// <summary>The button with a label or a custom id; a part of the label is enough.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public DiscordButton Button(string labelOrId)
        => Buttons.FirstOrDefault(button => button.Label == labelOrId || button.CustomId == labelOrId)
            ?? Buttons.FirstOrDefault(button => button.Label.Contains(labelOrId, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No button \"{labelOrId}\" under:\n{this}");

    public override string ToString()
    {
        var rows = string.Concat(Rows.Select(row => "\n" + string.Join(' ', row.Select(button => $"[{button.Label}]"))));
        var files = string.Concat(Files.Select(file => $"\n(file {file.Name})"));
        return (IsDeleted ? "(deleted)" : IsLoading ? "(loading)" : Text) + rows + files;
    }

    /// <summary>When it last changed, counted over the whole server.</summary>
    internal long Sequence { get; init; }

    /// <summary>The components as they are sent out, with their ids.</summary>
    internal byte[] ComponentsJson { get; init; } = "[]"u8.ToArray();

    /// <summary>The embeds as they are sent out.</summary>
    internal byte[] EmbedsJson { get; init; } = "[]"u8.ToArray();

    /// <summary>The interaction it answers; null: none.</summary>
    internal InteractionTrace? Origin { get; init; }
}
