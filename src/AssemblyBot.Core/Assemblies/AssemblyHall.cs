using System.Collections.Concurrent;

namespace AssemblyBot.Core.Assemblies;

/// <summary>
/// Every assembly of the installation in memory: read from the store at the start, kept up to date by what the
/// <see cref="Recorder"/> writes, and by what other processes write (see <see cref="RefreshAsync"/>, <see cref="FollowAsync"/>).
/// </summary>
public sealed class AssemblyHall(IAssemblyStore store)
{
    private readonly ConcurrentDictionary<AssemblyId, LiveAssembly> _assemblies = new();
    private volatile IReadOnlyList<ChannelRecord> _channels = [];
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private long _version = -1;

    // One at a time takes events in: what this process has written, or what another one has.
    private readonly SemaphoreSlim _following = new(1, 1);

    /// <summary>The assemblies with events that their <see cref="VoteRoll"/>s have not taken in yet.</summary>
    private readonly HashSet<AssemblyId> _behind = [];

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

    /// <summary>Takes in what another process has written.</summary>
    public async Task FollowAsync(StoreNews news, CancellationToken cancellationToken)
    {
        if (news is StoreNews.Voted { Assembly: var id, Head: var head } && Find(id) is { } assembly)
        {
            if (head > assembly.Votes.Head)
                await InTurnAsync(() => _behind.Add(id), cancellationToken);
            return;
        }

        await RefreshAsync(cancellationToken);
        if (news is StoreNews.Anything)
            await InTurnAsync(() => _behind.UnionWith(_assemblies.Keys), cancellationToken);
    }

    /// <summary>Takes in what was written. Called by the one writer, in the order of the writes.</summary>
    internal async Task ApplyAsync(
        IReadOnlyList<Entry> entries, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        await InTurnAsync(
            () =>
            {
                for (var i = 0; i < entries.Count; i++)
                {
                    if (outcomes[i] is Outcome.Accepted { Value: var value })
                        Apply(entries[i].Change, value);
                    else if (outcomes[i] is Outcome.Duplicate { Value: var first } && entries[i].Change is Change.CastVote vote)
                        NoteEvent(vote.Assembly, first);
                }
            },
            cancellationToken);

        var isCatalogueStale = entries.Where((entry, i) => outcomes[i] is Outcome.Accepted && ChangesCatalogue(entry.Change)).Any();
        if (isCatalogueStale)
            await RefreshAsync(cancellationToken);
    }

    /// <summary>
    /// An event that follows the last one known is applied; before any other, those in between are read. So votes are
    /// taken in in their order, whoever has written them.
    /// </summary>
    private void Apply(Change change, long value)
    {
        switch (change)
        {
            case Change.CastVote vote when Find(vote.Assembly)?.Votes is { } roll:
                if (value == roll.Head + 1)
                    roll.Apply(value, vote.Participant, vote.Statement, vote.Stance);
                else if (value > roll.Head)
                    _behind.Add(vote.Assembly);
                break;
            case Change.Forget { WithVotes: true } or Change.LinkAccount:
                _behind.UnionWith(_assemblies.Keys);
                break;
        }
    }

    /// <summary>An event that another host wrote, or this one when the answer was lost.</summary>
    private void NoteEvent(AssemblyId assembly, long sequence)
    {
        if (Find(assembly)?.Votes.Head < sequence)
            _behind.Add(assembly);
    }

    private static bool ChangesCatalogue(Change change) => change
        is Change.CreateAssembly or Change.SetStage or Change.AddStatement or Change.Decide or Change.LinkAccount
        or Change.Forget { WithStatements: true } or Change.LinkChannel or Change.UnlinkChannel or Change.DisableChannel or Change.MoveChat;

    /// <summary>Reads the events after what is known, where there are any; when this fails, the next one does it.</summary>
    private async Task InTurnAsync(Action take, CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            take();
            foreach (var id in _behind.ToArray())
            {
                if (Find(id)?.Votes is { } roll)
                {
                    await foreach (var vote in store.ReadVoteEventsAsync(id, roll.Head, cancellationToken))
                        roll.Apply(vote.Sequence, vote.Participant, vote.Statement, vote.Stance);
                }

                _behind.Remove(id);
            }
        }
        finally
        {
            _following.Release();
        }
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

        // From the last snapshot on, when there is one that can be read; else from the first event.
        var (roll, snapshot) = (assembly.Votes, await store.GetSnapshotAsync(record.Id, VoteRoll.SnapshotName, cancellationToken));
        if (snapshot is not null && snapshot.Head <= record.Head && roll.TryRestore(snapshot.Head, snapshot.Body))
            assembly.SnapshotHead = snapshot.Head;
        await foreach (var vote in store.ReadVoteEventsAsync(record.Id, roll.Head, cancellationToken))
            roll.Apply(vote.Sequence, vote.Participant, vote.Statement, vote.Stance);
        _assemblies[record.Id] = assembly;
    }
}
