namespace AssemblyBot.Core.Assemblies;

/// <summary>What an organiser decides about an assembly; stored with it.</summary>
public sealed record AssemblySettings
{
    /// <summary>The short name shown above every card.</summary>
    public required LocalText Title { get; init; }

    /// <summary>The question the assembly answers.</summary>
    public required LocalText Question { get; init; }

    /// <summary>Why it is asked, by whom, and what becomes of the answers.</summary>
    public required LocalText Introduction { get; init; }

    /// <summary>The languages the assembly is held in, two-letter codes, the main one first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The licence of what participants write. Default: CC BY 4.0.</summary>
    public string Licence { get; init; } = "CC BY 4.0";

    /// <summary>When a draft opens by itself; null: when an organiser opens it.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>From when on nobody adds statements; null: until the end.</summary>
    public DateTimeOffset? StatementsClose { get; init; }

    /// <summary>When voting ends; null: when an organiser closes it.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>Whether statements wait for a moderator. Default: before publication.</summary>
    public ModerationPolicy Moderation { get; init; } = ModerationPolicy.Before;

    /// <summary>The longest statement taken, in characters as people count them. Default: 280.</summary>
    public int StatementLength { get; init; } = 280;

    /// <summary>After how many votes a person is invited to add a statement. Default: 7.</summary>
    public int InviteAfter { get; init; } = 7;

    /// <summary>From how many people and votes on results are shown.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>When channels get a summary unless they chose otherwise.</summary>
    public Schedule Schedule { get; init; } = Schedule.Default;

    /// <summary>The version of the consent text that people have accepted to take part. Default: 1.</summary>
    public int ConsentVersion { get; init; } = 1;
}
