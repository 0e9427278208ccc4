namespace AssemblyBot.Core.Statements;

/// <summary>Why a moderator did not accept a statement; its author is told in their language.</summary>
public enum RejectionReason
{
    /// <summary>It says what another statement says already.</summary>
    Duplicate = 0,

    /// <summary>It does not answer the question.</summary>
    OffTopic = 1,

    /// <summary>It holds several ideas; nobody could agree with only one of them.</summary>
    SeveralIdeas = 2,

    /// <summary>It cannot be understood as it stands.</summary>
    Unclear = 3,

    /// <summary>It attacks people or breaks the rules.</summary>
    Abusive = 4,

    /// <summary>It tells something about a person that is not public.</summary>
    Personal = 5,
}
