namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads a folder as Polis publishes it: the openData collection and the current report export alike.</summary>
public static class PolisFolder
{
    private static readonly string[] MatrixNames = ["participants-votes.csv", "participant-votes.csv"];

    /// <summary>Reads the conversation; the work is done on a thread of the pool.</summary>
    /// <param name="folder">The folder with <c>comments.csv</c> and <c>votes.csv</c>, or with the vote matrix alone.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="progress">Told the share of bytes that was read, 0 to 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PolisFormatException">A file is missing or wrong; the message names file, row and column.</exception>
    public static Task<PolisConversation> ReadAsync(string folder, PolisReadOptions options, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Read(folder, options, progress, cancellationToken), cancellationToken);

    private static PolisConversation Read(string folder, PolisReadOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            var wrong = File.Exists(folder) ? "this is a file" : "there is no such folder";
            throw new PolisFormatException(folder, null, null, wrong, "the folder that holds comments.csv and votes.csv would be right");
        }

        var comments = Existing(folder, "comments.csv");
        var votes = Existing(folder, "votes.csv");
        var matrix = Existing(folder, MatrixNames);
        var summary = Existing(folder, "summary.csv");
        var format = Existing(folder, "format.json");
        RequireEnough(folder, comments, votes, matrix);

        var tables = new[] { comments, votes, matrix, summary }.OfType<string>();
        var pass = new ReadingPass(tables.Sum(file => new FileInfo(file).Length), progress, cancellationToken);
        var about = summary is null ? SummaryFile.Missing : SummaryFile.Read(summary, pass);
        var (sign, source) = Sign(options, about.DeclaredSign, format, summary);
        var statements = comments is null ? null : CommentsFile.Read(comments, pass);
        var events = votes is null ? null : VotesFile.Read(votes, statements!, sign, pass);
        var grid = matrix is null ? null : MatrixFile.Read(matrix, statements, keepVotes: events is null, sign, pass);

        statements ??= [.. grid!.Statements.Order().Select(id => new PolisStatement { Id = id })];
        events ??= grid!.Votes;
        return new PolisConversation
        {
            Folder = folder,
            Files = Found(PolisFiles.Summary, summary) | Found(PolisFiles.Comments, comments) | Found(PolisFiles.Votes, votes)
                | Found(PolisFiles.Matrix, matrix) | Found(PolisFiles.Format, format),
            Topic = about.Topic,
            Description = about.Description,
            Url = about.Url,
            Statements = statements,
            Votes = events,
            MatrixParticipants = grid?.Participants ?? [],
            PublishedGroups = grid?.Groups ?? new Dictionary<long, int>(),
            Sign = sign,
            SignSource = source,
            Remarks = [.. PolisRemarks.On(statements, events, comparable: votes is not null && sign == VoteSign.AgreeIsOne, comments)],
        };
    }

    private static void RequireEnough(string folder, string? comments, string? votes, string? matrix)
    {
        if (votes is null && matrix is null)
        {
            var wrong = Directory.EnumerateFileSystemEntries(folder).Any() ? "neither votes.csv nor participants-votes.csv is here" : "the folder is empty";
            throw new PolisFormatException(folder, null, null, wrong, "comments.csv and votes.csv, or participants-votes.csv alone, would be right");
        }

        if (votes is not null && comments is null)
        {
            throw new PolisFormatException(
                folder, null, null, "votes.csv is here without comments.csv, so nobody knows which statements were rejected", "put comments.csv beside it");
        }
    }

    private static (VoteSign Sign, VoteSignSource Source) Sign(PolisReadOptions options, VoteSign? inSummary, string? formatFile, string? summaryFile)
    {
        var inFormat = formatFile is null ? null : VoteConvention.ReadFormatFile(formatFile);
        if (options.Sign is { } given)
        {
            return (given, VoteSignSource.Given);
        }

        if (inSummary is { } one && inFormat is { } other && one != other)
        {
            throw new PolisFormatException(
                summaryFile!, null, "vote-convention", "the vote convention contradicts format.json", "one export has one convention; fetch both again, or say which number means agree");
        }

        return (inFormat ?? inSummary) is { } declared ? (declared, VoteSignSource.Declared) : (VoteSign.AgreeIsOne, VoteSignSource.Assumed);
    }

    private static string? Existing(string folder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var file = Path.Combine(folder, name);
            if (Directory.Exists(file))
            {
                throw new PolisFormatException(file, null, null, "this is a folder", "a file of that name would be right");
            }

            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static PolisFiles Found(PolisFiles flag, string? file) => file is null ? PolisFiles.None : flag;
}
