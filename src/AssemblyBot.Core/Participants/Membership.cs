namespace AssemblyBot.Core.Participants;

/// <summary>That a participant takes part in an assembly.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="ConsentVersion">The version of the consent text they accepted.</param>
/// <param name="JoinedAt">When they first accepted it.</param>
/// <param name="WantsNews">Whether they asked to be told of new statements.</param>
public sealed record Membership(AssemblyId Assembly, int ConsentVersion, DateTimeOffset JoinedAt, bool WantsNews)
{
    /// <summary>
    /// The number of the assembly's last vote event when they joined, or a lower one: none of their votes is older.
    /// </summary>
    public long JoinedHead { get; init; }

    /// <summary>The two memberships of someone who was known twice.</summary>
    public Membership UnitedWith(Membership other) => this with
    {
        ConsentVersion = Math.Max(ConsentVersion, other.ConsentVersion),
        JoinedAt = JoinedAt < other.JoinedAt ? JoinedAt : other.JoinedAt,
        WantsNews = WantsNews || other.WantsNews,
        JoinedHead = Math.Min(JoinedHead, other.JoinedHead),
    };
}
