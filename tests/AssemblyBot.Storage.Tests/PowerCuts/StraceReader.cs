using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>
/// Reads what <c>strace -f -y -xx</c> wrote down. A call counts from when it returned; what the process says, from when it
/// began to: whatever is in doubt is held against the store.
/// </summary>
internal static partial class StraceReader
{
    /// <summary>The calls to record: all by which a file's bytes, length or name can change, and the syncs.</summary>
    public const string Calls =
        "openat,creat,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate," +
        "rename,renameat,renameat2,unlink,unlinkat,copy_file_range,sendfile,link,linkat";

    /// <summary>The calls on the files of a folder, and what was said.</summary>
    /// <exception cref="NotSupportedException">A call changes a file in a way that is not simulated.</exception>
    public static IEnumerable<RecordedCall> Read(string log, string folder)
    {
        var begun = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(log))
        {
            var match = Line().Match(line);
            if (!match.Success)
                continue;
            var (process, text) = (match.Groups["process"].Value, match.Groups["text"].Value);

            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[process] = text[..^Unfinished.Length];
                if (SaidBy(text) is { } said)
                    yield return said;
                continue;
            }

            var resumed = Resumed().Match(text);
            if (resumed.Success)
                text = begun.Remove(process, out var first) ? first + resumed.Groups["rest"].Value : "";
            else if (SaidBy(text) is { } said)
                yield return said;
            if (CallOf(text, folder) is { } call)
                yield return call;
        }
    }

    private const string Unfinished = " <unfinished ...>";

    // What is said is a line; the runtime has pipes of its own, in which it wakes itself up.
    private static RecordedCall.Say? SaidBy(string text) =>
        SayCall().Match(text) is { Success: true } said && TextOf(said.Groups["bytes"].Value) is [.., '\n'] line
            ? new RecordedCall.Say(line)
            : null;

    private static RecordedCall? CallOf(string text, string folder)
    {
        var call = Call().Match(text);
        if (!call.Success || call.Groups["result"].Value.StartsWith('-'))
            return null;
        var (name, arguments) = (call.Groups["name"].Value, call.Groups["arguments"].Value);
        var file = PathOf(name, arguments, call.Groups["opened"].Value);
        if (file is null || (file != folder && !file.StartsWith(folder + "/", StringComparison.Ordinal)))
            return null;

        var strings = Strings().Matches(arguments).Select(match => match.Groups["bytes"].Value).ToArray();
        var numbers = arguments.Split(", ");
        return name switch
        {
            "openat" or "creat" => arguments.Contains("O_CREAT", StringComparison.Ordinal) || name == "creat" ? new RecordedCall.Create(file) : null,
            "pwrite64" => WriteOf(file, strings[0], long.Parse(numbers[^1], CultureInfo.InvariantCulture), call.Groups["result"].Value),
            "fsync" or "fdatasync" => new RecordedCall.Sync(file),
            "ftruncate" or "truncate" => new RecordedCall.Resize(file, long.Parse(numbers[^1], CultureInfo.InvariantCulture)),
            "unlink" or "unlinkat" => new RecordedCall.Delete(file),
            "rename" or "renameat" or "renameat2" => new RecordedCall.Rename(file, TextOf(strings[1])),

            // It moves the end and brings zeros: what the simulated disk does with a gap.
            "fallocate" => null,
            _ => throw new NotSupportedException($"{name} on {file} is not simulated"),
        };
    }

    private static RecordedCall.Write WriteOf(string file, string bytes, long offset, string written)
    {
        var all = BytesOf(bytes);
        return new RecordedCall.Write(file, offset, all[..int.Parse(written, CultureInfo.InvariantCulture)]);
    }

    private static string? PathOf(string name, string arguments, string opened)
    {
        if (name is "openat" or "creat")
            return Escaped(opened);
        if (name is "rename" or "renameat" or "renameat2" or "unlink" or "unlinkat" or "truncate" or "link" or "linkat")
            return TextOf(Strings().Match(arguments).Groups["bytes"].Value);
        var descriptor = Descriptor().Match(arguments);
        return descriptor.Success ? Escaped(descriptor.Groups["path"].Value) : null;
    }

    // Paths of descriptors are escaped like strings are.
    private static string Escaped(string path) => path.StartsWith("\\x", StringComparison.Ordinal) ? TextOf(path) : path;

    private static string TextOf(string escaped) => Encoding.UTF8.GetString(BytesOf(escaped));

    private static byte[] BytesOf(string escaped)
    {
        var bytes = new byte[escaped.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = byte.Parse(escaped.AsSpan((4 * i) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return bytes;
    }

    [GeneratedRegex("^(?<process>\\d+) +(?<text>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex("^<\\.\\.\\. \\w+ resumed>(?<rest>.*)$")]
    private static partial Regex Resumed();

    [GeneratedRegex("^write\\(\\d+<(pipe|\\\\x70\\\\x69\\\\x70\\\\x65)[^>]*>, \"(?<bytes>[^\"]*)\"")]
    private static partial Regex SayCall();

    [GeneratedRegex("^(?<name>\\w+)\\((?<arguments>.*)\\) += (?<result>-?\\d+)(<(?<opened>[^>]*)>)?")]
    private static partial Regex Call();

    [GeneratedRegex("\"(?<bytes>[^\"]*)\"")]
    private static partial Regex Strings();

    [GeneratedRegex("^\\d+<(?<path>[^>]*)>")]
    private static partial Regex Descriptor();
}
