namespace AssemblyBot.Publishing.Polis;

/// <summary>A published file cannot be read: it names the file, the row and the column, what was found and what would be right.</summary>
public sealed class PolisFormatException : FormatException
{
    /// <param name="file">The file or folder, as the person who gave it would recognise it.</param>
    /// <param name="row">The row as a spreadsheet numbers it, the header being row 1; null when the whole file is meant.</param>
    /// <param name="column">The column's name; null when the whole row is meant.</param>
    /// <param name="wrong">What was found, without a full stop.</param>
    /// <param name="right">What would be right, without a full stop.</param>
    /// <param name="innerException">The failure underneath, if there is one.</param>
    public PolisFormatException(string file, long? row, string? column, string wrong, string right, Exception? innerException = null)
        : base($"{Place(file, row, column)}: {wrong}; {right}.", innerException)
    {
        File = file;
        Row = row;
        Column = column;
        Wrong = wrong;
        Right = right;
    }

    /// <summary>The file or folder that is wrong.</summary>
    public string File { get; }

    /// <summary>The row as a spreadsheet numbers it (the header is row 1), or null when the whole file is meant.</summary>
    public long? Row { get; }

    /// <summary>The column's name, or null when the whole row is meant.</summary>
    public string? Column { get; }

    /// <summary>What was found.</summary>
    public string Wrong { get; }

    /// <summary>What would be right.</summary>
    public string Right { get; }

    private static string Place(string file, long? row, string? column) =>
        (row, column) switch
        {
            (null, null) => file,
            (null, _) => $"{file}, column {column}",
            (_, null) => $"{file}, row {row}",
            _ => $"{file}, row {row}, column {column}",
        };
}
