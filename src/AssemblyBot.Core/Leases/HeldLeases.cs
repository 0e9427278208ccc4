using System.Collections.Concurrent;

namespace AssemblyBot.Core.Leases;

/// <summary>
/// What this host alone does for now: asked by whoever does it, kept up to date by <see cref="LeaseKeeper"/>. Whoever asks
/// first wants it.
/// </summary>
public sealed class HeldLeases(TimeProvider clock)
{
    /// <summary>The lease of what the assembly says by itself: summaries, news, the outbox.</summary>
    public const string Posting = "posting";

    private readonly ConcurrentDictionary<string, Term> _terms = new(StringComparer.Ordinal);

    /// <summary>What this host would do.</summary>
    internal IEnumerable<string> Wanted => _terms.Keys;

    /// <summary>
    /// Whether this host has the lease, by its own clock: a host that stood still for longer than the lease knows it at once.
    /// </summary>
    public bool Holds(string resource) => Of(resource).IsHeldAt(clock);

    /// <summary>The term this host was in last, over or not; null before the first.</summary>
    public Fence? FenceOf(string resource) => _terms.TryGetValue(resource, out var term) ? term.Lease?.Fence : null;

    /// <summary>Whether the lease this host has runs out unless it is renewed.</summary>
    internal bool IsLimited(string resource) => Of(resource).Lease?.Length is not null;

    /// <summary>Completes when this host has the lease.</summary>
    public async Task WhenHeldAsync(string resource, CancellationToken cancellationToken)
    {
        while (!Holds(resource))
            await Of(resource).Begun.Task.WaitAsync(cancellationToken);
    }

    /// <summary>This host has a lease, which it asked for at a moment of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    internal void Begin(Lease lease, long asked)
    {
        var before = Of(lease.Resource);
        _terms[lease.Resource] = new Term(lease, asked, IsLost: false, Term.NewSource());
        before.Begun.TrySetResult();
    }

    /// <summary>Another host has the lease.</summary>
    internal void Lose(string resource)
    {
        var before = Of(resource);
        if (!before.IsLost)
            _terms[resource] = before with { IsLost = true };
    }

    /// <summary>The leases this host has.</summary>
    internal IEnumerable<Lease> Current => _terms.Values.Where(term => !term.IsLost).Select(term => term.Lease!);

    private Term Of(string resource) => _terms.GetOrAdd(resource, static _ => new Term(null, 0, IsLost: true, Term.NewSource()));

    private sealed record Term(Lease? Lease, long Asked, bool IsLost, TaskCompletionSource Begun)
    {
        public bool IsHeldAt(TimeProvider clock) =>
            !IsLost && Lease is not null && (Lease.Length is not { } length || clock.GetElapsedTime(Asked) < length);

        public static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
