namespace AssemblyBot.Publishing.Polis;

/// <summary>One statement of a published conversation.</summary>
public sealed record PolisStatement
{
    /// <summary>The statement's number in the conversation; numbers can have gaps.</summary>
    public required int Id { get; init; }

    /// <summary>The author's participant number, who need not have voted; null when only the vote matrix was published.</summary>
    public long? Author { get; init; }

    /// <summary>When it was written, in UTC; null when only the vote matrix was published.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The moderators' last decision.</summary>
    public PolisModeration Moderation { get; init; }

    /// <summary>Whether it is about the person rather than about the topic; false when the files do not say.</summary>
    public bool IsMeta { get; init; }

    /// <summary>Whether the organisers planted it; null when the files do not say.</summary>
    public bool? IsSeed { get; init; }

    /// <summary>The text as it was written; empty when only the vote matrix was published.</summary>
    public string Text { get; init; } = "";

    /// <summary>The agreeing vote events that the file claims, re-votes included; null when it claims none.</summary>
    public int? PublishedAgrees { get; init; }

    /// <summary>The disagreeing vote events that the file claims, re-votes included; null when it claims none.</summary>
    public int? PublishedDisagrees { get; init; }

    /// <summary>The group-aware consensus that the file claims, 0 to 1; null when it claims none.</summary>
    public double? PublishedGroupAwareConsensus { get; init; }

    /// <summary>Whether the opinion-group method leaves it out: rejected, or about the person.</summary>
    public bool IsExcluded => Moderation == PolisModeration.Rejected || IsMeta;
}
