using static AssemblyBot.Storage.LiteDb.Pages.PageHeader;

namespace AssemblyBot.Storage.LiteDb.Pages;

/// <summary>
/// Brings the log that a process has left, by a kill or a power cut, into the data file: what is confirmed counts, what
/// follows the last confirmation was never acknowledged and goes.
/// </summary>
internal static class LogReplay
{
    /// <summary>Replays the log and empties it. Cut off at any point, it can be begun again.</summary>
    /// <exception cref="InvalidDataException">A page that was acknowledged is not as it was written.</exception>
    public static void Run(PageFile data, PageFile log)
    {
        if (log.Length == 0)
            return;

        var (end, confirmed) = Scan(log);
        var page = new byte[PageSize];
        for (var position = 0L; position < end; position += PageSize)
        {
            log.ReadPage(position, page);
            if (!confirmed.Contains(TransactionOf(page)))
                continue;
            Settle(page);
            data.Position = NumberOf(page) * (long)PageSize;
            data.Write(page);
        }

        data.Flush();
        log.SetLength(0);
    }

    /// <summary>Where the last confirmation ends, and which transactions are confirmed.</summary>
    private static (long End, HashSet<uint> Confirmed) Scan(PageFile log)
    {
        var (end, confirmed) = (0L, new HashSet<uint>());
        long? firstBad = null;
        var page = new byte[PageSize];
        for (var position = 0L; log.ReadPage(position, page) == PageSize; position += PageSize)
        {
            if (!IsSealed(page))
            {
                // A confirmation was written when its page was on disk: it cannot be torn.
                firstBad ??= position;
                if (Confirms(page))
                    throw Damaged(position);
                continue;
            }

            if (!Confirms(page))
                continue;
            if (firstBad is { } bad)
                throw Damaged(bad);
            confirmed.Add(TransactionOf(page));
            end = position + PageSize;
        }

        return (end, confirmed);
    }

    private static InvalidDataException Damaged(long position) =>
        new($"page {position / PageSize} of its log is not as it was written");
}
