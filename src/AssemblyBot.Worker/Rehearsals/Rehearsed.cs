namespace AssemblyBot.Worker.Rehearsals;

/// <summary>A conversation to be rehearsed: what was asked, which statements there were, and who voted how, and when.</summary>
internal sealed record Rehearsed
{
    /// <summary>The question.</summary>
    public required string Topic { get; init; }

    /// <summary>Its name in paths: letters, digits, hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The statements; those with an author and a time are written by that person then, the others are there from the start.</summary>
    public required IReadOnlyList<RehearsedStatement> Statements { get; init; }

    /// <summary>Every vote in the order of the times.</summary>
    public required IReadOnlyList<RehearsedVote> Votes { get; init; }
}

/// <summary>A statement of a rehearsed conversation.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Text">Its text; may be empty.</param>
/// <param name="Author">Who wrote it; null: the organisers.</param>
/// <param name="Written">When; null: before the start.</param>
/// <param name="IsRejected">Whether the moderators took it out in the end.</param>
internal sealed record RehearsedStatement(int Id, string Text, long? Author, DateTimeOffset? Written, bool IsRejected);

/// <summary>A vote of a rehearsed conversation.</summary>
internal readonly record struct RehearsedVote(DateTimeOffset At, long Person, int Statement, Stance Stance);
