namespace AssemblyBot.Publishing.Polis;

/// <summary>Finds the field of a CSV row at which its quoting goes wrong.</summary>
internal static class QuoteWalk
{
    /// <summary>Walks a row's bytes as RFC 4180 reads them.</summary>
    /// <returns>The 0-based field of the first misplaced quote; without one, the field in which the bytes end.</returns>
    public static int FieldAtFault(ReadOnlySpan<byte> row)
    {
        var field = 0;
        var start = 0;
        var quoted = false;
        for (var index = 0; index < row.Length; index++)
        {
            switch (row[index])
            {
                case (byte)'"' when index == start:
                    quoted = true;
                    break;
                case (byte)'"' when quoted && index + 1 < row.Length && row[index + 1] == '"':
                    index++;
                    break;
                case (byte)'"' when quoted && (index + 1 == row.Length || row[index + 1] == ','):
                    quoted = false;
                    break;
                case (byte)'"':
                    return field;
                case (byte)',' when !quoted:
                    field++;
                    start = index + 1;
                    break;
            }
        }

        return field;
    }
}
