namespace AssemblyBot.Publishing.Polis;

/// <summary>How a published conversation is to be read.</summary>
public sealed record PolisReadOptions
{
    /// <summary>The options when nothing was said.</summary>
    public static PolisReadOptions Default { get; } = new();

    /// <summary>The sign to use whatever the files declare; null (the default) to use the declared one, and <see cref="VoteSign.AgreeIsOne"/> without a declaration.</summary>
    public VoteSign? Sign { get; init; }
}
