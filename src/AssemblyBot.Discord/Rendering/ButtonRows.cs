namespace AssemblyBot.Discord.Rendering;

/// <summary>Arranges buttons in rows of up to five, as few rows as need be. Pure.</summary>
internal static class ButtonRows
{
    /// <summary>The most rows below a message, and the most buttons in a row.</summary>
    public const int Most = 5;

    /// <summary>
    /// The rows, none with more than five buttons. When there are more than five rows, neighbours move together; what is
    /// more than five still has to go below another message.
    /// </summary>
    public static List<IReadOnlyList<Button>> Arrange(IEnumerable<IReadOnlyList<Button>> rows)
    {
        var arranged = rows.SelectMany(row => row.Chunk(Most)).Select(row => (IReadOnlyList<Button>)row).ToList();
        while (arranged.Count > Most && Shortest(arranged) is { } index)
        {
            arranged[index] = [.. arranged[index], .. arranged[index + 1]];
            arranged.RemoveAt(index + 1);
        }

        return arranged;
    }

    /// <summary>The first of the two neighbours that have the fewest buttons together; null: no two fit into a row.</summary>
    private static int? Shortest(List<IReadOnlyList<Button>> rows)
    {
        var index = Enumerable.Range(0, rows.Count - 1).MinBy(row => rows[row].Count + rows[row + 1].Count);
        return rows[index].Count + rows[index + 1].Count <= Most ? index : null;
    }
}
