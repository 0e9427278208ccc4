using CsvHelper;

namespace AssemblyBot.Publishing.Reports;

/// <summary>How we write CSV: UTF-8 without a byte order mark, lines ended by a line feed, quotes where they are needed, every text as it is.</summary>
internal static class CsvDialect
{
    public static CsvWriterOptions Written { get; } = new()
    {
        NewLine = "\n",
        Quoting = CsvQuoting.WhenNeeded,
        Injection = CsvInjection.None,
        TrueValue = "true",
        FalseValue = "false",
        WriteByteOrderMark = false,
        BufferSize = 1 << 16,
    };
}
