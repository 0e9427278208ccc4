namespace AssemblyBot.Storage.Held;

/// <summary>What a command asks of the worker that has the store open: one line of JSON.</summary>
/// <param name="Build">Of which build the command is; another one's worker does not answer.</param>
/// <param name="Topic">What is asked.</param>
internal sealed record Question(Guid Build, Topic Topic)
{
    /// <summary>The build of this program.</summary>
    public static Guid ThisBuild { get; } = typeof(Question).Module.ModuleVersionId;

    /// <summary>Of which assembly, where the topic is one's.</summary>
    public AssemblyId Assembly { get; init; }

    /// <summary>With <see cref="Topic.Events"/>: those after this one.</summary>
    public long After { get; init; }

    /// <summary>With <see cref="Topic.Snapshot"/>: which one.</summary>
    public string? Name { get; init; }

    /// <summary>With <see cref="Topic.Record"/>: this, or one of the two below. Votes come by a desk, never by a command.</summary>
    public Change.CreateAssembly? Create { get; init; }

    /// <inheritdoc cref="Create"/>
    public Change.SetStage? Stage { get; init; }

    /// <inheritdoc cref="Create"/>
    public Change.IssueCode? Code { get; init; }

    /// <summary>What is to be recorded; null: nothing.</summary>
    public Change? ToRecord() => (Change?)Create ?? (Change?)Stage ?? Code;
}

/// <summary>What can be asked: what the commands need that run beside a worker.</summary>
internal enum Topic
{
    /// <summary>Which store it is; one <see cref="HeldStoreName"/>.</summary>
    Name,

    /// <summary>How many rows there are; one number.</summary>
    RowCount,

    /// <summary>Every row.</summary>
    Rows,

    /// <summary>Whether there is nothing; one truth.</summary>
    IsEmpty,

    /// <summary>What is wrong with its pages; sentences.</summary>
    Faults,

    /// <summary>Whether anyone is known by an account; one truth.</summary>
    HasIdentities,

    /// <summary>What the installation's key is known by; one text or null.</summary>
    KeyCheck,

    /// <summary>The catalogue's version; one number.</summary>
    CatalogueVersion,

    /// <summary>The assemblies.</summary>
    Assemblies,

    /// <summary>The statements of an assembly.</summary>
    Statements,

    /// <summary>The vote events of an assembly.</summary>
    Events,

    /// <summary>A snapshot of an assembly; one or null.</summary>
    Snapshot,

    /// <summary>How many participants an assembly has; one number.</summary>
    ParticipantCount,

    /// <summary>The channels.</summary>
    Channels,

    /// <summary>Records a change; one <see cref="Recorded"/>.</summary>
    Record,
}

/// <summary>Which store a worker has open.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Version">The version of its schema.</param>
internal sealed record HeldStoreName(string Name, int Version);

/// <summary>What became of a change.</summary>
/// <param name="IsAccepted">Whether it was recorded, or else refused.</param>
/// <param name="Value">What <see cref="Change"/> says for its kind.</param>
internal sealed record Recorded(bool IsAccepted, long Value);
