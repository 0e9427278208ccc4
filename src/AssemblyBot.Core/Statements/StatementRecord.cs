namespace AssemblyBot.Core.Statements;

/// <summary>A statement as it is stored.</summary>
public sealed record StatementRecord
{
    /// <summary>The assembly it belongs to.</summary>
    public required AssemblyId Assembly { get; init; }

    /// <summary>Its number there.</summary>
    public required StatementId Id { get; init; }

    /// <summary>Its text as written, in one or more languages.</summary>
    public required LocalText Text { get; init; }

    /// <summary>Who wrote it; null when an organiser did.</summary>
    public ParticipantId? Author { get; init; }

    /// <summary>What moderators made of it.</summary>
    public required StatementState State { get; init; }

    /// <summary>Why it was rejected, when it was.</summary>
    public RejectionReason? Reason { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether an organiser wrote it.</summary>
    public bool IsSeed => Author is null;
}
