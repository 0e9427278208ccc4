using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Gateway;

/// <summary>
/// The shelf as the file <c>discord.session</c>, readable by its owner alone, in <paramref name="folder"/>; without a
/// folder nothing is kept.
/// </summary>
/// <remarks>It is replaced as a whole, so that a power cut leaves the old one or the new one. The token is never in it.</remarks>
internal sealed partial class FileSessionShelf(string? folder, TimeProvider time, ILogger<FileSessionShelf> logger) : ISessionShelf
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "discord.session";

    /// <summary>How long Discord is trusted to keep a session without a connection.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int LongestFile = 1024 * 1024;
    private const int Version = 1;

    private readonly Lock _gate = new();
    private bool _hasFailed;

    public IReadOnlyList<GatewaySession> Load()
    {
        if (folder is null)
            return [];
        lock (_gate)
        {
            try
            {
                var file = new FileInfo(Path.Combine(folder, FileName));
                if (!file.Exists)
                    return [];
                if (file.Length > LongestFile)
                    throw new JsonException("the file is too long");
                return Read(File.ReadAllBytes(file.FullName));
            }
            catch (Exception exception) when (IsTrouble(exception))
            {
                Damaged(logger, FileName, exception.GetType().Name);
                return [];
            }
        }
    }

    public bool Save(IReadOnlyList<GatewaySession> sessions)
    {
        if (folder is null)
            return false;
        lock (_gate)
        {
            try
            {
                var path = Path.Combine(folder, FileName);
                if (sessions.Count == 0)
                    File.Delete(path);
                else
                    Replace(path, JsonSerializer.SerializeToUtf8Bytes(new SessionFile(Version, time.GetUtcNow(), [.. sessions]), SessionJson.Default.SessionFile));
                _hasFailed = false;
                return true;
            }
            catch (Exception exception) when (IsTrouble(exception))
            {
                if (!_hasFailed)
                    NotKept(logger, FileName, exception.GetType().Name);
                _hasFailed = true;
                return false;
            }
        }
    }

    private GatewaySession[] Read(byte[] json)
    {
        var file = JsonSerializer.Deserialize(json, SessionJson.Default.SessionFile);
        if (file is not { Version: Version, Sessions: { Length: > 0 } sessions } || sessions.Any(IsIncomplete))
            throw new JsonException("something is missing in the file");
        var age = time.GetUtcNow() - file.SavedAt;
        return age < Lifetime && age > -Lifetime ? sessions : [];
    }

    private static bool IsIncomplete(GatewaySession? session) =>
        session is null
        || string.IsNullOrEmpty(session.Id)
        || session.Sequence < 0
        || session.Shard < 0
        || session.Shard >= session.Shards
        || !Uri.TryCreate(session.ResumeUrl, UriKind.Absolute, out _);

    private static void Replace(string path, byte[] content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static bool IsTrouble(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or JsonException or System.Security.SecurityException or NotSupportedException;

    [LoggerMessage(LogLevel.Warning, "The file {File} cannot be used ({Reason}) and was ignored; a new session was begun on Discord")]
    private static partial void Damaged(ILogger logger, string file, string reason);

    [LoggerMessage(LogLevel.Warning, "The file {File} could not be written ({Reason}); presses made on Discord during a restart will be lost until it can")]
    private static partial void NotKept(ILogger logger, string file, string reason);
}
