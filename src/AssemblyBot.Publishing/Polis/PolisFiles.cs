namespace AssemblyBot.Publishing.Polis;

/// <summary>Which files of a published conversation were there and read.</summary>
[Flags]
public enum PolisFiles
{
    /// <summary>No file.</summary>
    None = 0,

    /// <summary><c>summary.csv</c>.</summary>
    Summary = 1,

    /// <summary><c>comments.csv</c>.</summary>
    Comments = 2,

    /// <summary><c>votes.csv</c>.</summary>
    Votes = 4,

    /// <summary><c>participants-votes.csv</c> or <c>participant-votes.csv</c>.</summary>
    Matrix = 8,

    /// <summary><c>format.json</c>.</summary>
    Format = 16,
}
