using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace AssemblyBot.Publishing.Polis;

/// <summary>One CSV file read row by row, each fault turned into a <see cref="PolisFormatException"/> that names its place.</summary>
internal sealed class PolisTable : IDisposable
{
    /// <summary>The longest row that is read, in bytes: 25 times the widest matrix that Polis allows.</summary>
    public const int LongestRow = 1 << 20;

    private const int RowsBetweenReports = 1 << 13;

    private static readonly CsvReaderOptions Dialect = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        MaxRecordSize = LongestRow,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        BufferSize = 1 << 18,
    };

    private readonly string _file;
    private readonly CsvReader _reader;
    private readonly ReadingPass _pass;
    private readonly long _length;

    private PolisTable(string file, ReadingPass pass)
    {
        _file = file;
        _pass = pass;
        _length = new FileInfo(file).Length;
        _reader = CsvReader.FromFile(file, Dialect with { OnMalformedRecord = malformed => throw Explained(malformed) }, FileOptions.SequentialScan);
    }

    /// <summary>The column names; empty for a file without a header row.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The current row as a spreadsheet numbers it: the first row of the file is 1.</summary>
    public long Row { get; private set; }

    /// <summary>The fields of the current row.</summary>
    public int FieldCount => _reader.FieldCount;

    /// <summary>Opens a file whose first row names the columns.</summary>
    public static PolisTable Open(string file, ReadingPass pass)
    {
        var table = new PolisTable(file, pass);
        try
        {
            if (!table.Advance())
            {
                throw table.Fault(null, "the file is empty", "a row of column names would be right");
            }

            table.Header = [.. Enumerable.Range(0, table.FieldCount).Select(column => table.Text(column).Trim())];
            table.RequireCommas();
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that has no row of column names.</summary>
    public static PolisTable OpenBare(string file, ReadingPass pass) => new(file, pass);

    /// <summary>The position of a column that must be there.</summary>
    public int Column(string name) =>
        OptionalColumn(name) is >= 0 and var column
            ? column
            : throw new PolisFormatException(_file, 1, null, $"the column {name} is missing", $"the columns are {Shown(string.Join(", ", Header))}");

    /// <summary>The position of a column, or -1 when the file has none of that name.</summary>
    public int OptionalColumn(string name)
    {
        var found = -1;
        for (var column = 0; column < Header.Count; column++)
        {
            if (string.Equals(Header[column], name, StringComparison.OrdinalIgnoreCase))
            {
                found = found < 0 ? column : throw Fault(column, $"the columns {found + 1} and {column + 1} have the same name", "each column has a name of its own");
            }
        }

        return found;
    }

    /// <summary>Goes to the next row that is not blank, and sees to it that it has as many fields as there are columns.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (Advance())
        {
            if (_reader.RawRecord.IsEmpty)
            {
                continue;
            }

            if (FieldCount < Header.Count)
            {
                throw Fault(
                    null,
                    $"the row ends after column {Header[FieldCount - 1]}, with {FieldCount} of {Header.Count} columns",
                    "the file seems to be cut; fetch it again");
            }

            if (FieldCount > Header.Count && Header.Count > 0)
            {
                throw Fault(null, $"the row has {FieldCount} columns", $"{Header.Count} would be right, and a text with a comma belongs in quotes");
            }

            return true;
        }

        _pass.FileDone(_length);
        return false;
    }

    /// <summary>A field's bytes, unquoted; valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => _reader.GetSpan(column);

    /// <summary>A field as text.</summary>
    public string Text(int column) =>
        Utf8.IsValid(Bytes(column))
            ? _reader.GetString(column)
            : throw Fault(column, "the text is not UTF-8", "save the file in that encoding");

    /// <summary>A field as a whole number between two limits, both included.</summary>
    public long Number(int column, long least, long most, string meaning)
    {
        var field = Bytes(column);
        if (!Utf8Parser.TryParse(field, out long value, out var consumed) || consumed != field.Length || field[0] == '+')
        {
            throw Fault(column, $"{Quoted(field)} is no {meaning}", "a whole number would be right");
        }

        return value >= least && value <= most
            ? value
            : throw Fault(column, $"{Quoted(field)} is no {meaning}", $"a whole number from {least} to {most} would be right");
    }

    /// <summary>The exception for a fault in the current row.</summary>
    public PolisFormatException Fault(int? column, string wrong, string right) =>
        new(_file, Math.Max(1, Row), column is { } index ? NameOf(index) : null, wrong, right);

    /// <summary>A field as a message shows it: in quotes, shortened, without control characters.</summary>
    public static string Quoted(ReadOnlySpan<byte> field) => field.IsEmpty ? "nothing" : $"'{Shown(Encoding.UTF8.GetString(field[..Math.Min(field.Length, 160)]))}'";

    /// <summary>A text as a message shows it.</summary>
    public static string Quoted(string text) => $"'{Shown(text)}'";

    public void Dispose() => _reader.Dispose();

    private static string Shown(string text)
    {
        var shown = new string([.. text.Take(120).Select(character => char.IsControl(character) ? ' ' : character)]);
        return shown.Length < text.Length ? $"{shown}…" : shown;
    }

    private void RequireCommas()
    {
        foreach (var (separator, name) in new[] { (';', "semicolons"), ('\t', "tabs") })
        {
            if (Header is [var only] && only.Contains(separator))
            {
                throw Fault(null, $"the columns are separated by {name}", "save the file with commas between them");
            }
        }
    }

    private bool Advance()
    {
        try
        {
            if (!_reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException exception)
        {
            throw TooLong(exception);
        }

        Row++;
        if (Row % RowsBetweenReports == 0)
        {
            _pass.At(_reader.ByteOffset);
        }

        return true;
    }

    private PolisFormatException Explained(CsvMalformedRecord malformed)
    {
        var column = NameOf(QuoteWalk.FieldAtFault(Encoding.UTF8.GetBytes(malformed.RawRecord)));
        return malformed.Reason == CsvMalformedReason.UnterminatedQuote
            ? new(_file, Row + 1, column, "a quoted text is never closed", "the file seems to be cut; fetch it again")
            : new(_file, Row + 1, column, "a quote stands where none may stand", "a text with quotes belongs in quotes, the quotes in it doubled");
    }

    private PolisFormatException TooLong(CsvFormatException exception)
    {
        var start = new byte[LongestRow];
        using var stream = File.OpenRead(_file);
        stream.Position = exception.ByteOffset;
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return new(
            _file,
            Row + 1,
            NameOf(QuoteWalk.FieldAtFault(start.AsSpan(0, read))),
            $"the row is longer than {LongestRow / 1024} KiB",
            "a quote may be left open here, or the file is of another kind",
            exception);
    }

    private string NameOf(int column) => Header.Count > 0 ? Header[Math.Min(column, Header.Count - 1)] : $"{column + 1}";
}
