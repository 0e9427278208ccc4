namespace AssemblyBot.Core.Statements;

/// <summary>What moderators made of a statement.</summary>
public enum StatementState
{
    /// <summary>Nobody has decided yet.</summary>
    Waiting = 0,

    /// <summary>People vote on it.</summary>
    Accepted = 1,

    /// <summary>Nobody votes on it; its author is told why.</summary>
    Rejected = 2,

    /// <summary>Its author took it back; its text is gone, and nobody decides on it any more.</summary>
    Withdrawn = 3,
}
