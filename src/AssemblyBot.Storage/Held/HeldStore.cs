using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AssemblyBot.Storage.Whole;

namespace AssemblyBot.Storage.Held;

/// <summary>
/// The store that a running worker alone can have open, for a command beside it: the worker is asked (see
/// <see cref="StoreHolder"/>). Knows what commands need; anything else is not supported.
/// </summary>
internal sealed class HeldStore : IKeyedStore, IWholeStore
{
    // A worker that copies a large file for another command answers after that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly HeldStoreName _name;

    private HeldStore(string folder, HeldStoreName name) => (_folder, _name) = (folder, name);

    /// <inheritdoc/>
    public string Name => _name.Name;

    /// <summary>The store of the worker that runs on a folder; null when none can be asked there.</summary>
    /// <exception cref="StoreException">The worker does not answer, or is of another build.</exception>
    public static async Task<HeldStore?> TryReachAsync(string folder, CancellationToken cancellationToken)
    {
        if (await HolderSocket.TryConnectAsync(folder, cancellationToken) is not { } connected)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var names = AskAsync(folder, connected, About(Topic.Name), HeldJson.Default.HeldStoreName, patience.Token);
            return new HeldStore(folder, await names.SingleAsync(patience.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Gone(folder, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> GetVersionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_name.Version);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ExamineAsync(CancellationToken cancellationToken) =>
        AllAsync(About(Topic.Faults), HeldJson.Default.String, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        OneAsync(About(Topic.IsEmpty), HeldJson.Default.Boolean, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountRowsAsync(CancellationToken cancellationToken) =>
        OneAsync(About(Topic.RowCount), HeldJson.Default.Int64, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> ReadRowsAsync(CancellationToken cancellationToken) =>
        AskAsync(_folder, null, About(Topic.Rows), HeldJson.Default.StoredRow, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasIdentitiesAsync(CancellationToken cancellationToken) =>
        OneAsync(About(Topic.HasIdentities), HeldJson.Default.Boolean, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetKeyCheckAsync(CancellationToken cancellationToken) =>
        OneAsync(About(Topic.KeyCheck), HeldJson.Default.String!, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> GetCatalogueVersionAsync(CancellationToken cancellationToken) =>
        OneAsync(About(Topic.CatalogueVersion), HeldJson.Default.Int64, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AssemblyRecord>> GetAssembliesAsync(CancellationToken cancellationToken) =>
        AllAsync(About(Topic.Assemblies), HeldJson.Default.AssemblyRecord, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StatementRecord>> GetStatementsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        AllAsync(About(Topic.Statements, assembly), HeldJson.Default.StatementRecord, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<VoteEvent> ReadVoteEventsAsync(AssemblyId assembly, long afterSequence, CancellationToken cancellationToken) =>
        AskAsync(_folder, null, About(Topic.Events, assembly) with { After = afterSequence }, HeldJson.Default.VoteEvent, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> GetSnapshotAsync(AssemblyId assembly, string name, CancellationToken cancellationToken) =>
        OneAsync(About(Topic.Snapshot, assembly) with { Name = name }, HeldJson.Default.Snapshot!, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountParticipantsAsync(AssemblyId assembly, CancellationToken cancellationToken) =>
        OneAsync(About(Topic.ParticipantCount, assembly), HeldJson.Default.Int32, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChannelRecord>> GetChannelsAsync(CancellationToken cancellationToken) =>
        AllAsync(About(Topic.Channels), HeldJson.Default.ChannelRecord, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Outcome>> AppendAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        var record = About(Topic.Record);
        record = batch is { Entries: [{ Inbox: null, Change: var change }], Cursors: [] }
            ? change switch
            {
                Change.CreateAssembly create => record with { Create = create },
                Change.SetStage stage => record with { Stage = stage },
                Change.IssueCode code => record with { Code = code },
                _ => throw Unasked(),
            }
            : throw Unasked();
        var recorded = await OneAsync(record, HeldJson.Default.Recorded, cancellationToken);
        return [recorded.IsAccepted ? new Outcome.Accepted(recorded.Value) : new Outcome.Refused(recorded.Value)];
    }

    /// <inheritdoc/>
    public ValueTask SetKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) =>
        throw new StoreException("the key file is not the one that the running worker has; set Storage:IdentityKey as it is for the worker");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ValueTask IWholeStore.FillAsync(IAsyncEnumerable<StoredRow> rows, bool overwrite, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<string?> IKeyedStore.ClaimKeyCheckAsync(string keyCheck, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<ParticipantRecord?> IAssemblyStore.FindParticipantAsync(string accountHash, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<ParticipantRecord?> IAssemblyStore.GetParticipantAsync(ParticipantId participant, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<IReadOnlyList<Account>> IAssemblyStore.GetAccountsAsync(ParticipantId participant, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<IReadOnlyList<ParticipantId>> IAssemblyStore.GetNewsReadersAsync(AssemblyId assembly, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<Summary?> IAssemblyStore.GetSummaryAsync(AssemblyId assembly, string period, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<Summary?> IAssemblyStore.GetLastSummaryAsync(AssemblyId assembly, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<IReadOnlyList<Post>> IAssemblyStore.GetDuePostsAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<bool> IAssemblyStore.HasCodeAsync(Role role, CancellationToken cancellationToken) => throw Unasked();

    ValueTask<Lease?> IAssemblyStore.TakeLeaseAsync(string resource, string host, TimeSpan length, CancellationToken cancellationToken) => throw Unasked();

    ValueTask IAssemblyStore.ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) => throw Unasked();

    IAsyncEnumerable<StoreNews> IAssemblyStore.WatchAsync(CancellationToken cancellationToken) => throw Unasked();

    ValueTask<long?> IAssemblyStore.GetCursorAsync(string source, CancellationToken cancellationToken) => throw Unasked();

    private static Question About(Topic topic, AssemblyId assembly = default) => new(Question.ThisBuild, topic) { Assembly = assembly };

    private static NotSupportedException Unasked() => new("a running worker is not asked for this");

    private ValueTask<T> OneAsync<T>(Question question, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(_folder, null, question, type, cancellationToken).SingleAsync(cancellationToken);

    private async ValueTask<IReadOnlyList<T>> AllAsync<T>(Question question, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await AskAsync(_folder, null, question, type, cancellationToken).ToListAsync(cancellationToken);

    private static async IAsyncEnumerable<T> AskAsync<T>(
        string folder, Socket? connected, Question question, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = connected ?? await HolderSocket.TryConnectAsync(folder, cancellationToken) ?? throw Gone(folder, null);
        await using var stream = new NetworkStream(socket);
        using var answer = new StreamReader(stream, bufferSize: 1 << 16);
        var line = await ReadFirstAsync(folder, question, stream, answer, cancellationToken);
        while (line != ".")
        {
            if (line.StartsWith('!'))
                throw new StoreException(Parse(folder, line, HeldJson.Default.String));
            yield return Parse(folder, line, type);
            line = await ReadLineAsync(folder, answer, cancellationToken);
        }
    }

    private static async Task<string> ReadFirstAsync(
        string folder, Question question, NetworkStream stream, StreamReader answer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(question, HeldJson.Default.Question), (byte)'\n'], cancellationToken);
        }
        catch (IOException exception)
        {
            throw Gone(folder, exception);
        }

        return await ReadLineAsync(folder, answer, cancellationToken);
    }

    private static async Task<string> ReadLineAsync(string folder, StreamReader answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.ReadLineAsync(cancellationToken) ?? throw Gone(folder, null);
        }
        catch (IOException exception)
        {
            throw Gone(folder, exception);
        }
    }

    private static T Parse<T>(string folder, string line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line.AsSpan(Math.Min(1, line.Length)), type)!;
        }
        catch (JsonException exception)
        {
            throw Gone(folder, exception);
        }
    }

    private static StoreException Gone(string folder, Exception? exception) => new(
        $"the worker on the folder '{folder}', which alone has the store open, does not answer; look whether it runs, and say this again", exception);
}
