using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Storage.Erasures;

/// <summary>
/// The list of erasures as a file outside the store (mode 600): one line for each account that was forgotten, such as
/// <c>2026-02-19T17:00:00.123Z 5f3c… votes statements</c>. The account is an HMAC of what the store found it by, under a key
/// of its own; then follows what was withdrawn.
/// </summary>
public sealed class ErasureFile(string path, InstallationKeys keys) : IErasureList, IDisposable
{
    /// <summary>The file's name in the storage folder.</summary>
    public const string Name = "erasures.txt";

    private const string Votes = "votes";
    private const string Statements = "statements";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask AddAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var lines = Encoding.ASCII.GetBytes(string.Concat(erasure.AccountHashes.Select(hash => LineOf(erasure, hash) + "\n")));
        await _turn.WaitAsync(cancellationToken);
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            await using var file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite);
            file.Position = EndOfLastLine(file);
            await file.WriteAsync(lines, cancellationToken);
            file.SetLength(file.Position);
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"the list of erasures '{path}' cannot be written ({exception.Message.TrimEnd('.')}); nobody was forgotten; " +
                "free some space, or give this program the right to write to the file",
                exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Every erasure in the file, by the HMAC of the account; empty when there is no file.</summary>
    /// <exception cref="StoreException">A line cannot be read; the message names it.</exception>
    public async Task<ILookup<string, Erasure>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return Array.Empty<Erasure>().ToLookup(erasure => erasure.AccountHashes[0], StringComparer.Ordinal);

        var text = await File.ReadAllTextAsync(path, cancellationToken);

        // What has no line break was cut off while it was written, and nobody was told that it is done.
        var lines = text.Split('\n')[..^1];
        return lines.Select(Parse).ToLookup(erasure => erasure.AccountHashes[0], StringComparer.Ordinal);
    }

    /// <summary>What stands in the list for an account, by the hash that the store finds it by.</summary>
    public string HashOf(string accountHash) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Erasures, Encoding.ASCII.GetBytes(accountHash)));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private string LineOf(Erasure erasure, string accountHash)
    {
        var withdrawn = (erasure.WithVotes ? $" {Votes}" : "") + (erasure.WithStatements ? $" {Statements}" : "");
        return $"{erasure.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)} {HashOf(accountHash)}{withdrawn}";
    }

    private Erasure Parse(string line, int index)
    {
        if (line.TrimEnd('\r').Split(' ') is [var time, { Length: 64 } hash, .. var withdrawn]
            && DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && withdrawn.All(word => word is Votes or Statements))
        {
            return new Erasure([hash], withdrawn.Contains(Votes), withdrawn.Contains(Statements), at);
        }

        throw new StoreException($"line {index + 1} of the list of erasures '{path}' is not one of its lines; put the file right, or back from a copy");
    }

    // Behind the last line break: what follows it was cut off while it was written.
    private static long EndOfLastLine(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                return end;
        }

        return 0;
    }
}
