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
    private long _version = -1;

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
        var version = await store.GetCatalogueVersionAsync(cancellationToken);
        if (version == _version)
            return;

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

    /// <summary>Takes in a change that was written. Called by the one writer, in the order of the writes.</summary>
    internal void Apply(Change change, Outcome outcome)
    {
        if (change is Change.CastVote vote && outcome is Outcome.Accepted { Value: var sequence })
            Find(vote.Assembly)?.Votes.Apply(sequence, vote.Participant, vote.Statement, vote.Stance);
    }

    private async Task AddAsync(AssemblyRecord record, CancellationToken cancellationToken)
    {
        var assembly = new LiveAssembly(record) { Statements = await store.GetStatementsAsync(record.Id, cancellationToken) };
        await foreach (var vote in store.ReadCurrentVotesAsync(record.Id, cancellationToken))
            assembly.Votes.Apply(record.Head, vote.Participant, vote.Statement, vote.Stance);
        _assemblies[record.Id] = assembly;
    }
}
