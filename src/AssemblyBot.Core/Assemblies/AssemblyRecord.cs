namespace AssemblyBot.Core.Assemblies;

/// <summary>An assembly as it is stored.</summary>
public sealed record AssemblyRecord
{
    /// <summary>Its number in this installation.</summary>
    public required AssemblyId Id { get; init; }

    /// <summary>The code people join with: 4 to 32 of <c>a–z 0–9 - _</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the organiser decided.</summary>
    public required AssemblySettings Settings { get; init; }

    /// <summary>The stage an organiser set; see <see cref="StageAt"/> for the one in force.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sequence number of its last vote event; 0 before the first.</summary>
    public long Head { get; init; }

    /// <summary>The stage in force at <paramref name="now"/>: the one set, moved on by the opening and closing times.</summary>
    public Stage StageAt(DateTimeOffset now)
    {
        var stage = Stage == Stage.Draft && Settings.Opens <= now ? Stage.Open : Stage;
        if (stage is Stage.Draft or Stage.Closed)
            return stage;
        if (Settings.Closes <= now)
            return Stage.Closed;
        return Settings.StatementsClose <= now ? Stage.StatementsClosed : stage;
    }
}
