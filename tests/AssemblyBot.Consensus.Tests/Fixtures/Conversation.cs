using System.Globalization;
using System.Text.Json;
using AssemblyBot.Consensus.Projection;

namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>A real conversation: its votes in the order of their times, and what the classic method gives for it.</summary>
internal sealed class Conversation
{
    private Conversation(VoteMatrix votes, JsonElement expected)
    {
        Votes = votes;
        Expected = expected;
        Rows = VoteRows.Of(votes);
        Centre = Centre.Of(votes.Counts, votes.ModeratedOut, false);
    }

    public VoteMatrix Votes { get; }

    /// <summary>The golden file.</summary>
    public JsonElement Expected { get; }

    public VoteRows Rows { get; }

    public Centre Centre { get; }

    public static Conversation Load(string name)
    {
        var (votes, moderatedOut, meta) = Read(name);
        return new Conversation(VoteMatrix.From(votes, moderatedOut: moderatedOut, meta: meta), SharedFiles.Json("golden", name + ".json"));
    }

    /// <summary>The votes in the order of their times, and the statements that are moderated out and those about the people.</summary>
    public static (Vote[] Votes, int[] ModeratedOut, int[] Meta) Read(string name)
    {
        var expected = SharedFiles.Json("golden", name + ".json");
        var votes = File.ReadLines(SharedFiles.Find("opendata", name, "votes.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .OrderBy(cells => long.Parse(cells[0], CultureInfo.InvariantCulture))
            .Select(cells => new Vote(long.Parse(cells[^2], CultureInfo.InvariantCulture), int.Parse(cells[^3], CultureInfo.InvariantCulture), (Stance)sbyte.Parse(cells[^1], CultureInfo.InvariantCulture)));
        return ([.. votes], Ints(expected.GetProperty("mod_out")), Ints(expected.GetProperty("meta")));
    }

    /// <summary>A golden list by column, brought from the file's order of statements into that of the matrix.</summary>
    public double[] ByColumn(string name) => Arrange(name, "statement_ids", id => Votes.ColumnOf((int)id));

    /// <summary>A golden list by row, brought from the file's order of people into that of the matrix.</summary>
    public double[] ByRow(string name) => Arrange(name, "participant_ids", id => Votes.RowOf(id));

    public int[] GoldenGroups() => [.. ByRow("group_label").Select(group => double.IsNaN(group) ? -1 : (int)group)];

    public static int[] Ints(JsonElement list) => [.. list.EnumerateArray().Select(entry => entry.GetInt32())];

    public static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Null ? double.NaN : entry.GetDouble())];

    private double[] Arrange(string name, string ids, Func<long, int> place)
    {
        var values = Doubles(Expected.GetProperty(name));
        var arranged = new double[values.Length];
        var i = 0;
        foreach (var id in Expected.GetProperty(ids).EnumerateArray())
        {
            arranged[place(id.GetInt64())] = values[i++];
        }

        return arranged;
    }
}
