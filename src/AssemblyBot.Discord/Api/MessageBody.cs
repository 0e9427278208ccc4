namespace AssemblyBot.Discord.Api;

/// <summary>A message: text and embeds, rows of buttons, files. It never pings anyone.</summary>
internal sealed record MessageBody
{
    /// <summary>Text in Discord's Markdown, up to 2,000 characters; empty: none.</summary>
    public string Content { get; init; } = "";

    /// <summary>Up to 10, of 6,000 characters together.</summary>
    public IReadOnlyList<Embed> Embeds { get; init; } = [];

    /// <summary>Up to 5 rows of up to 5 buttons.</summary>
    public IReadOnlyList<IReadOnlyList<MessageButton>> Rows { get; init; } = [];

    /// <summary>Files that go with it.</summary>
    public IReadOnlyList<MessageFile> Files { get; init; } = [];

    /// <summary>Whether the person of the interaction alone sees it; of no meaning elsewhere.</summary>
    public bool IsForPersonAlone { get; init; }
}

/// <summary>A framed part of a message.</summary>
/// <param name="Title">Up to 256 characters; empty: none.</param>
/// <param name="Description">Up to 4,096 characters of Markdown; empty: none.</param>
/// <param name="Fields">Up to 25.</param>
/// <param name="Footer">Up to 2,048 characters; empty: none.</param>
/// <param name="Colour">0xRRGGBB; null: none.</param>
/// <param name="Image">The name of one of the message's files; null: none.</param>
internal sealed record Embed(
    string Title, string Description, IReadOnlyList<EmbedField> Fields, string Footer = "", int? Colour = null, string? Image = null);

/// <summary>A named part of an embed: 256 and 1,024 characters.</summary>
internal sealed record EmbedField(string Name, string Value);

/// <summary>A button: a custom id of up to 100 characters, or a link.</summary>
/// <param name="Label">Up to 80 characters.</param>
/// <param name="Style">1 main, 2 plain, 3 positive, 4 negative; 5 with a link.</param>
internal sealed record MessageButton(string Label, int Style, string? CustomId = null, string? Url = null);

/// <summary>A file of a message, with a description for those who do not see it.</summary>
internal sealed record MessageFile(string Name, string ContentType, byte[] Content, string Description);
