namespace AssemblyBot.Core.Assemblies;

/// <summary>An assembly as an organiser writes it down: a file such as <c>config/assemblies/ai-and-the-commons.json</c>.</summary>
/// <remarks>What has a default is set, not initialised: a generated serializer overwrites the default of an init-only one.</remarks>
public sealed record AssemblyFile
{
    internal const int DefaultStatementLength = 280;

    /// <summary>The code people join with: 4 to 32 of <c>a–z 0–9 - _</c>. Default: one is made up.</summary>
    public string? Code { get; init; }

    /// <inheritdoc cref="AssemblySettings.Title"/>
    public required LocalText Title { get; init; }

    /// <inheritdoc cref="AssemblySettings.Question"/>
    public required LocalText Question { get; init; }

    /// <inheritdoc cref="AssemblySettings.Introduction"/>
    public required LocalText Introduction { get; init; }

    /// <inheritdoc cref="AssemblySettings.Languages"/>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <inheritdoc cref="AssemblySettings.Licence"/>
    public string Licence { get; set; } = "CC BY 4.0";

    /// <summary>When it takes place.</summary>
    public AssemblyPlan Plan { get; set; } = new();

    /// <inheritdoc cref="AssemblySettings.Moderation"/>
    public ModerationPolicy Moderation { get; set; } = ModerationPolicy.Before;

    /// <inheritdoc cref="AssemblySettings.StatementLength"/>
    public int StatementLength { get; set; } = DefaultStatementLength;

    /// <inheritdoc cref="AssemblySettings.InviteAfter"/>
    public int InviteAfter { get; set; } = 7;

    /// <inheritdoc cref="AssemblySettings.Thresholds"/>
    public Thresholds Thresholds { get; set; } = new();

    /// <summary>When channels get a summary, as in <c>mon,thu 17:00 Europe/Berlin</c>, <c>daily 9:00</c> or <c>never</c>.</summary>
    public string Summaries { get; set; } = "mon,thu 17:00 UTC";

    /// <summary>The statements it begins with.</summary>
    public required IReadOnlyList<LocalText> Seeds { get; init; }
}

/// <summary>When an assembly takes place: fixed times, or days counted from its creation.</summary>
public sealed record AssemblyPlan
{
    /// <summary>When it opens; null: as soon as it is created by <c>assembly new</c>.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>When adding statements ends; null: see <see cref="StatementsCloseAfterDays"/>.</summary>
    public DateTimeOffset? StatementsClose { get; init; }

    /// <summary>When voting ends; null: see <see cref="CloseAfterDays"/>.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>After how many days from its opening adding statements ends; null: with the voting.</summary>
    public int? StatementsCloseAfterDays { get; init; }

    /// <summary>After how many days from its opening voting ends; null: when an organiser closes it.</summary>
    public int? CloseAfterDays { get; init; }
}
