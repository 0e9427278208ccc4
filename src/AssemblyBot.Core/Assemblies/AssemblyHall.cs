using System.Collections.Concurrent;

namespace AssemblyBot.Core.Assemblies;

/// <summary>
/// Every assembly of the installation in memory: read from the store at the start, kept up to date by what the
/// <see cref="Recorder"/> writes, and read again when another process has written (see <see cref="RefreshAsync"/>).
/// </summary>
public sealed class AssemblyHall(IAssemblyStore store)
{
    private readonly ConcurrentDictionary<AssemblyId, LiveAssembly> _assemblies = new();
    private volatile IReadOnlyList<ChannelRecord> _channels = [];
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private long _version = -1;

    /// <summary>Whether events were written that <see cref="VoteRoll"/>s have not taken in; only the writer looks at it.</summary>
    private bool _areVotesBehind;

    /// <summary>Every assembly, in the order of their numbers.</summary>
    public IReadOnlyList<LiveAssembly> All => [.. _assemblies.Values.OrderBy(assembly => assembly.Id.Value)];

    /// <summary>Every linked channel.</summary>
    public IReadOnlyList<ChannelRecord> Channels => _channels;

    /// <summary>The assembly with this number; null when there is none.</summary>
    public LiveAssembly? Find(AssemblyId assembly) => _assemblies.GetValueOrDefault(assembly);

    /// <summary>The assembly with this join code, in whatever case it is typed; null when there is none.</summary>
    public LiveAssembly? FindByCode(string code) =>
        _assemblies.Values.FirstOrDefault(assembly => assembly.Record.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The assemblies people can vote in at <paramref name="now"/>.</summary>
    public IReadOnlyList<LiveAssembly> OpenAt(DateTimeOffset now) =>
        [.. All.Where(assembly => assembly.Record.StageAt(now) is Stage.Open or Stage.StatementsClosed)];

    /// <summary>Reads what has changed in the store since the last time: everything the first time.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var version = await store.GetCatalogueVersionAsync(cancellationToken);
            if (version != _version)
                await ReadAsync(version, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Takes in what was written. Called by the one writer, in the order of the writes.</summary>
    internal async Task ApplyAsync(
        IReadOnlyList<Entry> entries, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        var isCatalogueStale = false;
        for (var i = 0; i < entries.Count; i++)
        {
            if (outcomes[i] is not Outcome.Accepted { Value: var value })
                continue;

            switch (entries[i].Change)
            {
                case Change.CastVote vote when !_areVotesBehind:
                    Find(vote.Assembly)?.Votes.Apply(value, vote.Participant, vote.Statement, vote.Stance);
                    break;
                case Change.Forget { WithVotes: true } forget when !_areVotesBehind:
                    foreach (var assembly in _assemblies.Values)
                        assembly.Votes.Forget(forget.Participant);
                    break;
                case Change.LinkAccount:
                    (_areVotesBehind, isCatalogueStale) = (true, true);
                    break;
                case Change.CreateAssembly or Change.SetStage or Change.AddStatement or Change.Decide
                    or Change.LinkChannel or Change.UnlinkChannel or Change.DisableChannel or Change.MoveChat:
                    isCatalogueStale = true;
                    break;
            }
        }

        // When this fails, the events are read with the next write; until then none is applied, so that none is left out.
        if (_areVotesBehind)
            await FollowAsync(cancellationToken);
        if (isCatalogueStale)
            await RefreshAsync(cancellationToken);
    }

    /// <summary>Reads the events that were written since the last one known, in every assembly.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var assembly in _assemblies.Values)
        {
            await foreach (var vote in store.ReadVoteEventsAsync(assembly.Id, assembly.Votes.Head, cancellationToken))
                assembly.Votes.Apply(vote.Sequence, vote.Participant, vote.Statement, vote.Stance);
        }

        _areVotesBehind = false;
    }

    private async Task ReadAsync(long version, CancellationToken cancellationToken)
    {
        foreach (var record in await store.GetAssembliesAsync(cancellationToken))
        {
            if (_assemblies.TryGetValue(record.Id, out var assembly))
            {
                assembly.Record = record;
                assembly.Statements = await store.GetStatementsAsync(record.Id, cancellationToken);
            }
            else
            {
                await AddAsync(record, cancellationToken);
            }
        }

        _channels = await store.GetChannelsAsync(cancellationToken);
        _version = version;
    }

    private async Task AddAsync(AssemblyRecord record, CancellationToken cancellationToken)
    {
        var assembly = new LiveAssembly(record) { Statements = await store.GetStatementsAsync(record.Id, cancellationToken) };
        assembly.Votes.StartAt(record.Head);
        await foreach (var vote in store.ReadCurrentVotesAsync(record.Id, cancellationToken))
            assembly.Votes.Apply(record.Head, vote.Participant, vote.Statement, vote.Stance);
        _assemblies[record.Id] = assembly;
    }
}
