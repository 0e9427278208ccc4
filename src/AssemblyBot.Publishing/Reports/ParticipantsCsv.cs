using System.Globalization;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Polis;
using CsvHelper;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Writes and reads <c>participants.csv</c>: where each person stands on the opinion map.</summary>
public static class ParticipantsCsv
{
    /// <summary>The file's name.</summary>
    public const string FileName = "participants.csv";

    private static readonly string[] Columns = ["participant", "group", "x", "y", "votes", "confidence"];

    /// <summary>Writes a row for each person, by ascending id; a person without a group has an empty one. Numbers read back as they were.</summary>
    public static void Write(Stream stream, IReadOnlyList<ParticipantFinding> people)
    {
        using var csv = CsvWriter.Create(stream, CsvDialect.Written, leaveOpen: true);
        csv.WriteHeader(Columns);
        foreach (var person in people)
        {
            csv.WriteField(person.Participant);
            csv.WriteField(person.Group);
            csv.WriteField(person.X);
            csv.WriteField(person.Y);
            csv.WriteField(person.Votes);
            csv.WriteField(person.Confidence);
            csv.EndRecord();
        }
    }

    /// <summary>Reads the file back.</summary>
    /// <exception cref="PolisFormatException">The file is not as it was written.</exception>
    public static IReadOnlyList<ParticipantFinding> Read(string file, CancellationToken cancellationToken)
    {
        using var table = PolisTable.Open(file, new ReadingPass(new FileInfo(file).Length, progress: null, cancellationToken));
        var columns = Columns.Select(table.Column).ToArray();
        var people = new List<ParticipantFinding>();
        while (table.Read())
        {
            var person = new ParticipantFinding(
                table.Number(columns[0], long.MinValue, long.MaxValue, "participant number"),
                Real(table, columns[2]),
                Real(table, columns[3]),
                table.Bytes(columns[1]).IsEmpty ? null : (int)table.Number(columns[1], 0, int.MaxValue, "group number"),
                (int)table.Number(columns[4], 0, int.MaxValue, "number of votes"),
                Real(table, columns[5]));
            if (people.Count > 0 && people[^1].Participant >= person.Participant)
            {
                throw table.Fault(columns[0], $"participant {person.Participant} comes after {people[^1].Participant}", "each participant has one row, by ascending number");
            }

            people.Add(person);
        }

        return people;
    }

    private static double Real(PolisTable table, int column) =>
        double.TryParse(table.Bytes(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw table.Fault(column, $"{PolisTable.Quoted(table.Bytes(column))} is no number", "a decimal number would be right");
}
