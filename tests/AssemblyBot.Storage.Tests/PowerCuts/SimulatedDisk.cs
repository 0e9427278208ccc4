namespace AssemblyBot.Storage.Tests.PowerCuts;

/// <summary>
/// The files of a folder as a disk would hold them after a power cut: what was synced is there; of what was written since,
/// each page of 4 KiB may be there or not, and so may the name of a new file.
/// </summary>
internal sealed class SimulatedDisk
{
    private const int PageLength = 4096;

    private readonly Dictionary<string, Contents> _files = [];
    private long _calls;

    /// <summary>Begins with what was in a folder, all of it synced.</summary>
    /// <param name="before">Where that is now.</param>
    /// <param name="folder">Where it was when the calls were recorded.</param>
    public SimulatedDisk(string before, string folder)
    {
        foreach (var file in Directory.GetFiles(before))
            _files[Path.Combine(folder, Path.GetFileName(file))] = new Contents { Synced = File.ReadAllBytes(file), IsNamed = true };
    }

    /// <summary>Whether what is synced is on disk. A disk that pretends to shows that a test would see a store that does not sync.</summary>
    public bool HeedsSyncs { get; init; } = true;

    /// <summary>Takes a call in.</summary>
    public void Take(RecordedCall call)
    {
        _calls++;
        switch (call)
        {
            case RecordedCall.Create { File: var file }:
                _files.TryAdd(file, new Contents());
                break;
            case RecordedCall.Delete { File: var file }:
                _files.Remove(file);
                break;
            case RecordedCall.Rename { File: var file, NewName: var name } when _files.Remove(file, out var moved):
                _files[name] = moved;
                break;
            case RecordedCall.Write { File: var file }:
                _files[file].Pending.Add((_calls, call));
                break;
            case RecordedCall.Resize { File: var file }:
                _files[file].Pending.Add((_calls, call));
                break;
            case RecordedCall.Sync when !HeedsSyncs:
                break;
            case RecordedCall.Sync { File: var file } when _files.TryGetValue(file, out var contents):
                contents.Synced = contents.With(contents.Pending.Select(pending => pending.Call), static _ => true);
                contents.Pending.Clear();
                contents.IsNamed = true;
                break;
            case RecordedCall.Sync { File: var folder }:
                foreach (var (_, contents) in _files.Where(pair => Path.GetDirectoryName(pair.Key) == folder))
                    contents.IsNamed = true;
                break;
        }
    }

    /// <summary>Writes what is left after a cut into another folder, but for the files that no machine keeps.</summary>
    public void Cut(string folder, CutKind kind, Random random, Func<string, bool> isKept)
    {
        Directory.CreateDirectory(folder);
        var unsynced = _files.Values.SelectMany(contents => contents.Pending).Select(pending => pending.At).Order().ToArray();
        var last = kind switch
        {
            CutKind.Nothing => 0,
            CutKind.InOrder when unsynced.Length > 0 => unsynced[random.Next(unsynced.Length)],
            _ => long.MaxValue,
        };
        var share = kind switch { CutKind.Half => 0.5, CutKind.Most => 0.9, _ => 1 };
        foreach (var (file, contents) in _files.Where(pair => isKept(pair.Key)))
        {
            if (!contents.IsNamed && (kind == CutKind.Nothing || random.Next(2) == 0))
                continue;

            // A page is there with all that was written to it, or with nothing of it.
            var pages = new Dictionary<long, bool>();
            var left = contents.With(
                contents.Pending.Where(pending => pending.At <= last).Select(pending => pending.Call),
                page => pages.TryGetValue(page, out var isThere) ? isThere : pages[page] = random.NextDouble() < share);
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file)), left);
        }
    }

    private sealed class Contents
    {
        // The length of a file is not a page: it is there or not as one.
        private const long LengthOf = -1;

        public byte[] Synced { get; set; } = [];

        /// <summary>What was done since the last sync.</summary>
        public List<(long At, RecordedCall Call)> Pending { get; } = [];

        /// <summary>Whether its name is on disk.</summary>
        public bool IsNamed { get; set; }

        public byte[] With(IEnumerable<RecordedCall> calls, Func<long, bool> isThere)
        {
            var bytes = Synced.ToArray();
            foreach (var call in calls)
            {
                if (call is RecordedCall.Resize { Length: var length } && isThere(LengthOf))
                    Array.Resize(ref bytes, (int)length);
                else if (call is RecordedCall.Write write)
                    Put(ref bytes, write, isThere);
            }

            return bytes;
        }

        private static void Put(ref byte[] bytes, RecordedCall.Write write, Func<long, bool> isThere)
        {
            for (var at = write.Offset; at < write.Offset + write.Bytes.Length;)
            {
                var end = Math.Min(((at / PageLength) + 1) * PageLength, write.Offset + write.Bytes.Length);
                if (isThere(at / PageLength))
                {
                    if (bytes.Length < end)
                        Array.Resize(ref bytes, (int)end);
                    write.Bytes.AsSpan((int)(at - write.Offset), (int)(end - at)).CopyTo(bytes.AsSpan((int)at));
                }

                at = end;
            }
        }
    }
}
