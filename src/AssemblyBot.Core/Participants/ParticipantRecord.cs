namespace AssemblyBot.Core.Participants;

/// <summary>A participant as they are stored.</summary>
public sealed record ParticipantRecord
{
    /// <summary>Their number.</summary>
    public required ParticipantId Id { get; init; }

    /// <summary>The language they chose, a two-letter code; null: the platform's.</summary>
    public string? Language { get; init; }

    /// <summary>The assembly they are in at the moment; null before the first.</summary>
    public AssemblyId? Current { get; init; }

    /// <summary>The assembly for which their next text is a statement; null: it is not.</summary>
    public AssemblyId? Writing { get; init; }

    /// <summary>What they may do.</summary>
    public Role Role { get; init; }

    /// <summary>The assemblies they take part in.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>Their membership in <paramref name="assembly"/>; null when they have none.</summary>
    public Membership? In(AssemblyId assembly) => Memberships.FirstOrDefault(membership => membership.Assembly == assembly);
}
