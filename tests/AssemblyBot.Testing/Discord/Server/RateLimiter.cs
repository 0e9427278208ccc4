namespace AssemblyBot.Testing.Discord.Server;

/// <summary>Counts calls per bucket and over all, on the server's clock. Called under the server's lock.</summary>
internal sealed class RateLimiter(FakeDiscordOptions options)
{
    private const int PruneAt = 4096;

    private readonly Dictionary<(string Operation, string Major), Bucket> _buckets = [];
    private readonly Bucket _all = new();

    /// <summary>The 429 that is due, or null; the headers of the bucket come with it.</summary>
    public RestReply? Admit(RestCall call, out RateHeaders? headers)
    {
        headers = null;
        var id = call.Operation.Id;
        if (id == "create_interaction_response")
        {
            return null;
        }

        var now = options.Clock.GetUtcNow();
        var isExempt = call.Operation.Path.StartsWith("/webhooks/", StringComparison.Ordinal);
        if (!isExempt && !_all.Take(options.GlobalLimit, now))
        {
            return RestReply.TooMany(_all.Reset - now, "global");
        }

        Prune(now);
        var limit = options.Buckets.GetValueOrDefault(id, options.DefaultBucket);
        var key = (id, call.Major());
        var bucket = _buckets.TryGetValue(key, out var known) ? known : _buckets[key] = new Bucket();
        var taken = bucket.Take(limit, now);
        headers = new RateHeaders(limit.Calls, limit.Calls - bucket.Used, bucket.Reset, bucket.Reset - now, $"{StringHash(id):x16}");
        return taken ? null : RestReply.TooMany(bucket.Reset - now, "user");
    }

    private void Prune(DateTimeOffset now)
    {
        if (_buckets.Count >= PruneAt)
        {
            foreach (var key in _buckets.Where(bucket => bucket.Value.Reset <= now).Select(bucket => bucket.Key).ToArray())
            {
                _buckets.Remove(key);
            }
        }
    }

    private static ulong StringHash(string text) => text.Aggregate(14_695_981_039_346_656_037UL, (hash, unit) => unchecked((hash ^ unit) * 1_099_511_628_211UL));

    private sealed class Bucket
    {
        public DateTimeOffset Reset { get; private set; }

        public int Used { get; private set; }

        public bool Take(RateLimit limit, DateTimeOffset now)
        {
            if (now >= Reset)
            {
                Reset = now + limit.Window;
                Used = 0;
            }

            var taken = Used < limit.Calls;
            Used += taken ? 1 : 0;
            return taken;
        }
    }
}

/// <summary>The X-RateLimit headers of a bucket.</summary>
internal sealed record RateHeaders(int Limit, int Remaining, DateTimeOffset Reset, TimeSpan ResetAfter, string Bucket);
