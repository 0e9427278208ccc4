using System.Globalization;

namespace AssemblyBot.Publishing.Polis;

/// <summary>What <c>participants-votes.csv</c> says: one row a participant, one column a statement.</summary>
internal sealed record MatrixFile
{
    private static readonly string[] Leading = ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"];

    /// <summary>The statements that have a column, in the order of the columns.</summary>
    public required IReadOnlyList<int> Statements { get; init; }

    /// <summary>The participants in the order of the rows.</summary>
    public required IReadOnlyList<long> Participants { get; init; }

    /// <summary>The published group of each participant who has one.</summary>
    public required IReadOnlyDictionary<long, int> Groups { get; init; }

    /// <summary>The cells row by row, without times; empty when they were not asked for.</summary>
    public required IReadOnlyList<PolisVote> Votes { get; init; }

    /// <summary>Reads the file; external ids (<c>xid</c>) are not taken over.</summary>
    /// <param name="known">The statements there are, or null when the columns say which there are.</param>
    /// <param name="keepVotes">Whether the cells are wanted; they are checked in any case.</param>
    public static MatrixFile Read(string file, IReadOnlyList<PolisStatement>? known, bool keepVotes, VoteSign sign, ReadingPass pass)
    {
        using var table = PolisTable.Open(file, pass);
        var participant = table.Column("participant");
        var group = table.OptionalColumn("group-id");
        var statements = Columns(file, table, known);

        var rows = new Dictionary<long, long>();
        var groups = new Dictionary<long, int>();
        var votes = new List<PolisVote>();
        while (table.Read())
        {
            var person = table.Number(participant, 0, PolisVote.MaxParticipant, "participant number");
            if (!rows.TryAdd(person, table.Row))
            {
                throw table.Fault(participant, $"participant {person} is already in row {rows[person]}", "each participant has one row");
            }

            if (group >= 0 && !table.Bytes(group).IsEmpty)
            {
                groups.Add(person, (int)table.Number(group, 0, int.MaxValue, "group number"));
            }

            foreach (var (column, statement) in statements)
            {
                if (!table.Bytes(column).IsEmpty)
                {
                    var stance = VoteCell.Read(table, column, sign);
                    if (keepVotes)
                    {
                        votes.Add(new PolisVote(0, person, statement, stance));
                    }
                }
            }
        }

        return new() { Statements = [.. statements.Select(column => column.Statement)], Participants = [.. rows.Keys], Groups = groups, Votes = votes };
    }

    private static List<(int Column, int Statement)> Columns(string file, PolisTable table, IReadOnlyList<PolisStatement>? known)
    {
        var ids = known?.Select(statement => statement.Id).ToHashSet();
        var seen = new HashSet<int>();
        var columns = new List<(int, int)>();
        for (var column = 0; column < table.Header.Count; column++)
        {
            var name = table.Header[column];
            if (columns.Count == 0 && Leading.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var statement) || statement > PolisVote.MaxStatement)
            {
                throw new PolisFormatException(
                    file, 1, null, $"the column {PolisTable.Quoted(name)} is no statement number", $"after {string.Join(", ", Leading)} each column is a statement's number");
            }

            if (!seen.Add(statement))
            {
                throw new PolisFormatException(file, 1, name, "the statement has two columns", "each statement has one column");
            }

            if (ids is not null && !ids.Contains(statement))
            {
                throw new PolisFormatException(file, 1, name, "comments.csv does not have this statement", "both files must be of the same conversation");
            }

            columns.Add((column, statement));
        }

        return columns;
    }
}
