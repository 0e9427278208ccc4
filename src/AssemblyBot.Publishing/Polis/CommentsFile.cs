using System.Globalization;

namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads <c>comments.csv</c> of either era: one row a statement.</summary>
internal static class CommentsFile
{
    /// <summary>Reads the statements, each number once, in the order of their numbers.</summary>
    public static IReadOnlyList<PolisStatement> Read(string file, ReadingPass pass)
    {
        using var table = PolisTable.Open(file, pass);
        var time = table.Column("timestamp");
        var id = table.Column("comment-id");
        var author = table.Column("author-id");
        var moderated = table.Column("moderated");
        var text = table.Column("comment-body");
        var agrees = table.OptionalColumn("agrees");
        var disagrees = table.OptionalColumn("disagrees");
        var meta = table.OptionalColumn("is-meta");
        var seed = table.OptionalColumn("is-seed");
        var consensus = table.OptionalColumn("group-informed-consensus");

        var rows = new Dictionary<int, long>();
        var statements = new List<PolisStatement>();
        while (table.Read())
        {
            var statement = new PolisStatement
            {
                Id = (int)table.Number(id, 0, PolisVote.MaxStatement, "statement number"),
                Author = table.Number(author, long.MinValue, long.MaxValue, "participant number"),
                Created = DateTimeOffset.FromUnixTimeMilliseconds(Timestamp.Milliseconds(table, time)),
                Moderation = (PolisModeration)table.Number(moderated, -1, 1, "moderation state"),
                IsMeta = meta >= 0 && Flag(table, meta),
                IsSeed = seed >= 0 ? Flag(table, seed) : null,
                Text = table.Text(text),
                PublishedAgrees = Count(table, agrees),
                PublishedDisagrees = Count(table, disagrees),
                PublishedGroupAwareConsensus = Share(table, consensus),
            };
            if (!rows.TryAdd(statement.Id, table.Row))
            {
                throw table.Fault(id, $"statement {statement.Id} is already in row {rows[statement.Id]}", "each statement has one row");
            }

            statements.Add(statement);
        }

        return [.. statements.OrderBy(statement => statement.Id)];
    }

    private static int? Count(PolisTable table, int column) =>
        column < 0 || table.Bytes(column).IsEmpty ? null : (int)table.Number(column, 0, int.MaxValue, "number of votes");

    private static bool Flag(PolisTable table, int column) => table.Text(column) switch
    {
        "true" or "True" or "TRUE" or "1" => true,
        "false" or "False" or "FALSE" or "0" or "" => false,
        _ => throw table.Fault(column, $"{PolisTable.Quoted(table.Bytes(column))} is neither true nor false", "true or false would be right"),
    };

    private static double? Share(PolisTable table, int column)
    {
        if (column < 0 || table.Bytes(column).IsEmpty)
        {
            return null;
        }

        return double.TryParse(table.Bytes(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw table.Fault(column, $"{PolisTable.Quoted(table.Bytes(column))} is no share", "a number from 0 to 1 would be right");
    }
}
