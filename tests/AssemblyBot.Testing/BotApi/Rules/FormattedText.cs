namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>A text without its markup, and the parts that were marked up.</summary>
internal sealed record FormattedText(string Text, IReadOnlyList<FakeEntity> Entities)
{
    public static readonly FormattedText None = new("", []);

    /// <summary>Without the white space around the text, as the real server keeps it.</summary>
    public FormattedText Trimmed()
    {
        var text = Text.TrimEnd();
        var leading = text.Length - text.AsSpan().TrimStart().Length;
        if (leading == 0 && text.Length == Text.Length)
        {
            return this;
        }

        text = text[leading..];
        var entities = new List<FakeEntity>(Entities.Count);
        foreach (var entity in Entities)
        {
            var start = Math.Clamp(entity.Offset - leading, 0, text.Length);
            var end = Math.Clamp(entity.Offset + entity.Length - leading, 0, text.Length);
            if (end > start)
            {
                entities.Add(entity with { Offset = start, Length = end - start });
            }
        }

        return new FormattedText(text, entities);
    }
}
