namespace AssemblyBot.Core.Channels;

/// <summary>A channel that an assembly's summaries are posted to.</summary>
public sealed record ChannelRecord
{
    /// <summary>Its number.</summary>
    public required ChannelId Id { get; init; }

    /// <summary>The assembly it is linked to.</summary>
    public required AssemblyId Assembly { get; init; }

    /// <summary>Where it is.</summary>
    public required ChannelAddress Address { get; init; }

    /// <summary>The language of its posts, a two-letter code.</summary>
    public required string Language { get; init; }

    /// <summary>When it gets a summary.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>When it was linked, or the link last changed; a summary that was due before is none of its.</summary>
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>Who linked it, or last changed the link; null: it is not known, or they are forgotten.</summary>
    public ParticipantId? LinkedBy { get; init; }

    /// <summary>Why nothing is posted there any more; null: it is in order.</summary>
    public string? DisabledBecause { get; init; }
}
