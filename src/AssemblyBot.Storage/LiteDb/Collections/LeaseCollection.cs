using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>In which term who does what. There is one process: whoever asks has the lease.</summary>
internal static class LeaseCollection
{
    private const string Host = "host";
    private const string Epoch = "epoch";

    /// <summary>The number of the term that a host is given, or goes on in.</summary>
    public static long Take(LiteDbSession session, string resource, string host)
    {
        var lease = session.Leases.Find(resource) ?? new BsonDocument { [Documents.Id] = resource, [Host] = BsonValue.Null, [Epoch] = 0L };
        if (lease[Host].AsStringOrNull() != host)
        {
            lease[Host] = host;
            lease[Epoch] = lease[Epoch].AsInt64 + 1;
            session.Leases.Put(lease);
        }

        return lease[Epoch].AsInt64;
    }

    /// <summary>The number of the term that was begun last; null before the first.</summary>
    public static long? EpochOf(LiteDbSession session, string resource) => session.Leases.Find(resource)?[Epoch].AsInt64;
}
