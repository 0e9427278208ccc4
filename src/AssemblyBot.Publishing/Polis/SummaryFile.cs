namespace AssemblyBot.Publishing.Polis;

/// <summary>What <c>summary.csv</c> says: rows of a key and a value, without a header row.</summary>
internal sealed record SummaryFile(string Topic, string Description, string Url, VoteSign? DeclaredSign)
{
    /// <summary>What is known without a summary.</summary>
    public static SummaryFile Missing { get; } = new("", "", "", null);

    /// <summary>Reads the file; keys that are not needed are passed over.</summary>
    public static SummaryFile Read(string file, ReadingPass pass)
    {
        using var table = PolisTable.OpenBare(file, pass);
        var summary = Missing;
        while (table.Read())
        {
            // An export of late 2024 left texts unquoted, so that commas in them made more fields.
            var value = string.Join(',', Enumerable.Range(1, table.FieldCount - 1).Select(table.Text));
            summary = table.Text(0) switch
            {
                "topic" => summary with { Topic = value },
                "url" => summary with { Url = value },
                "conversation-description" => summary with { Description = value },
                "vote-convention" => summary with { DeclaredSign = VoteConvention.Parse(value) ?? throw VoteConvention.Wrong(file, "vote-convention", value, table.Row) },
                _ => summary,
            };
        }

        return summary;
    }
}
