using System.Security.Cryptography;
using AssemblyBot.Consensus;
using AssemblyBot.Publishing.Maps;
using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Publishing.Reports;

/// <summary>Writes a report as the files <c>report.json</c>, <c>participants.csv</c>, <c>statements.csv</c> and <c>opinion-map.svg</c>, and reads it back.</summary>
public static class ReportFolder
{
    private const string MapName = "opinion-map.svg";

    /// <summary>Writes the four files; the folder is made when it is not there. Each file appears whole or not at all, and on a failure none is left half-written.</summary>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static Task<IReadOnlyList<string>> WriteAsync(string folder, PublishedReport report, CancellationToken cancellationToken) =>
        Task.Run(() => Write(folder, report, cancellationToken), cancellationToken);

    /// <summary>Reads a report that was written before.</summary>
    /// <param name="path">The <c>report.json</c> or the folder that holds it; <c>participants.csv</c> lies beside it.</param>
    /// <exception cref="PolisFormatException">A file is missing, damaged, or of another report.</exception>
    public static Task<PublishedReport> ReadAsync(string path, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, cancellationToken), cancellationToken);

    private static IReadOnlyList<string> Write(string folder, PublishedReport report, CancellationToken cancellationToken)
    {
        using var files = new StagedFiles(folder);
        var hashes = new Dictionary<string, string>();
        Add(ParticipantsCsv.FileName, stream => ParticipantsCsv.Write(stream, report.Findings.Participants));
        Add(StatementsCsv.FileName, stream => StatementsCsv.Write(stream, report));
        Add(MapName, stream => OpinionMap.Write(stream, report.Findings, report.Title));
        ReportJson.Write(files.Create(ReportJson.FileName), ReportDocument.Of(report, hashes));
        cancellationToken.ThrowIfCancellationRequested();
        files.Publish();
        return [.. new[] { ReportJson.FileName, ParticipantsCsv.FileName, StatementsCsv.FileName, MapName }.Select(name => Path.Combine(folder, name))];

        void Add(string name, Action<Stream> write)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stream = files.Create(name);
            write(stream);
            stream.Flush();
            stream.Position = 0;
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
    }

    private static PublishedReport Read(string path, CancellationToken cancellationToken)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ReportJson.FileName) : path;
        if (!File.Exists(file))
        {
            throw new PolisFormatException(file, null, null, "there is no such file", $"the {ReportJson.FileName} of an earlier analysis would be right");
        }

        var document = ReportJson.Read(file);
        var participants = Path.Combine(Path.GetDirectoryName(file) ?? "", ParticipantsCsv.FileName);
        if (!File.Exists(participants))
        {
            throw new PolisFormatException(participants, null, null, "the file is missing", $"it belongs beside {ReportJson.FileName}");
        }

        if (document.Files.TryGetValue(ParticipantsCsv.FileName, out var hash))
        {
            using var stream = File.OpenRead(participants);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != hash)
            {
                throw new PolisFormatException(participants, null, null, $"the file is not the one that {ReportJson.FileName} was written with", "both must be of the same analysis");
            }
        }

        var people = ParticipantsCsv.Read(participants, cancellationToken);
        RequireConsistency(file, document, people);
        return document.ToReport(people);
    }

    /// <summary>What the engine relies on when it goes on from a report.</summary>
    private static void RequireConsistency(string file, ReportDocument document, IReadOnlyList<ParticipantFinding> people)
    {
        var ids = document.Statements.Select(statement => statement.Finding.Statement).ToArray();
        if (!ids.SequenceEqual(ids.Distinct().Order()))
        {
            throw new PolisFormatException(file, null, "statements", "the statements are not in the order of their numbers", "each number once, ascending, would be right");
        }

        var groups = document.Groups.Select(group => group.Id).ToHashSet();
        if (groups.Count != document.Groups.Count || document.Statements.Any(statement => statement.Finding.ByGroup.Count != groups.Count))
        {
            throw new PolisFormatException(file, null, "groups", "the statements have counts of other groups than there are", "one count for each group would be right");
        }

        if (people.FirstOrDefault(person => person.Group is { } group && !groups.Contains(group)) is { Group: { } unknown })
        {
            throw new PolisFormatException(file, null, "groups", $"participants.csv has people in group {unknown}, which is not here", "both files must be of the same analysis");
        }
    }
}
