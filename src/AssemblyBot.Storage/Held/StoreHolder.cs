using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using AssemblyBot.Storage.Whole;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Storage.Held;

/// <summary>
/// Answers commands that run beside a worker, where the worker alone can have the store open (see <see cref="HeldStore"/>).
/// One question a connection; several are answered at once.
/// </summary>
internal sealed partial class StoreHolder(
    IKeyedStore store, IOptions<StorageOptions> options, TimeProvider clock, ILogger<StoreHolder> logger) : BackgroundService
{
    private const int AtOnce = 8;
    private const int LongestQuestion = 1 << 24;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private Socket? _socket;

    /// <summary>How long whoever connects may take to ask, and then to take some of the answer. Default: a minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether commands need it. Default: when the store is for one process.</summary>
    public bool IsNeeded { get; init; } = store.IsForOneProcess;

    private IWholeStore Whole => (IWholeStore)store;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsNeeded)
            _socket = TryListen(options.Value.Folder);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // While the worker still has its lock: afterwards the socket may be the next one's.
        await base.StopAsync(cancellationToken);
        _socket?.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_socket is { } socket)
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ServeAsync(socket, stoppingToken)));
    }

    private Socket? TryListen(string folder)
    {
        if (!HolderSocket.Fits(folder))
        {
            NotListening(logger, HolderSocket.TooLong(folder), null);
            return null;
        }

        try
        {
            return HolderSocket.Listen(folder);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            NotListening(logger, "there can be no socket in the storage folder", exception);
            return null;
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var caller = await socket.AcceptAsync(stoppingToken);
                await using var stream = new NetworkStream(caller);
                await AnswerAsync(stream, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A command that was killed, or someone who asked nothing that can be read; of what they said nothing is told.
                if (exception is IOException or SocketException or OperationCanceledException or JsonException or InvalidDataException)
                    CutOff(logger, exception.GetType().Name);
                else
                    NotAnswered(logger, exception);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken);
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var question = await ReadAsync(PipeReader.Create(stream), cancellationToken);
        var answer = new AnswerWriter(PipeWriter.Create(stream), Patience);
        try
        {
            if (question.Build != Question.ThisBuild)
                throw new StoreException("the worker that runs is of another version of this program; start it anew, or use the program that it is of");
            await AnswerAsync(question, answer, cancellationToken);
            await answer.EndAsync(cancellationToken);
        }
        catch (StoreException exception)
        {
            await answer.RefuseAsync(exception.Message, cancellationToken);
        }
    }

    private async Task<Question> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            var read = await input.ReadAsync(patience.Token);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
                return Parse(read.Buffer.Slice(0, end));
            if (read.IsCompleted || read.Buffer.Length > LongestQuestion)
                throw new InvalidDataException("nothing was asked");
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Question Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref reader, HeldJson.Default.Question) ?? throw new JsonException();
    }

    private Task AnswerAsync(Question question, AnswerWriter answer, CancellationToken ct) => question.Topic switch
    {
        Topic.Name => answer.OneAsync(NameAsync(ct), HeldJson.Default.HeldStoreName, ct),
        Topic.RowCount => answer.OneAsync(Whole.CountRowsAsync(ct), HeldJson.Default.Int64, ct),
        Topic.Rows => answer.EachAsync(Whole.ReadRowsAsync(ct), HeldJson.Default.StoredRow, ct),
        Topic.IsEmpty => answer.OneAsync(Whole.IsEmptyAsync(ct), HeldJson.Default.Boolean, ct),
        Topic.Faults => answer.EachAsync(Whole.ExamineAsync(ct), HeldJson.Default.String, ct),
        Topic.HasIdentities => answer.OneAsync(store.HasIdentitiesAsync(ct), HeldJson.Default.Boolean, ct),
        Topic.KeyCheck => answer.OneAsync(store.GetKeyCheckAsync(ct), HeldJson.Default.String!, ct),
        Topic.CatalogueVersion => answer.OneAsync(store.GetCatalogueVersionAsync(ct), HeldJson.Default.Int64, ct),
        Topic.Assemblies => answer.EachAsync(store.GetAssembliesAsync(ct), HeldJson.Default.AssemblyRecord, ct),
        Topic.Statements => answer.EachAsync(store.GetStatementsAsync(question.Assembly, ct), HeldJson.Default.StatementRecord, ct),
        Topic.Events => answer.EachAsync(store.ReadVoteEventsAsync(question.Assembly, question.After, ct), HeldJson.Default.VoteEvent, ct),
        Topic.Snapshot => answer.OneAsync(store.GetSnapshotAsync(question.Assembly, question.Name ?? "", ct), HeldJson.Default.Snapshot!, ct),
        Topic.ParticipantCount => answer.OneAsync(store.CountParticipantsAsync(question.Assembly, ct), HeldJson.Default.Int32, ct),
        Topic.Channels => answer.EachAsync(store.GetChannelsAsync(ct), HeldJson.Default.ChannelRecord, ct),
        Topic.Record => answer.OneAsync(RecordAsync(question), HeldJson.Default.Recorded, ct),
        _ => throw new InvalidDataException("there is no such topic"),
    };

    private async ValueTask<HeldStoreName> NameAsync(CancellationToken cancellationToken) =>
        new(Whole.Name, await Whole.GetVersionAsync(cancellationToken));

    /// <summary>What was asked for whole is recorded, whatever becomes of whoever asked. The hall notices as of any other process.</summary>
    private async ValueTask<Recorded> RecordAsync(Question question)
    {
        var change = question.ToRecord() ?? throw new InvalidDataException("there is nothing to record");
        var outcome = (await store.AppendAsync(WriteBatch.Of(change), CancellationToken.None))[0];
        return outcome is Outcome.Accepted { Value: var value } ? new Recorded(true, value) : new Recorded(false, ((Outcome.Refused)outcome).Value);
    }

    [LoggerMessage(LogLevel.Warning, "Commands cannot run beside this worker: {Why}")]
    private static partial void NotListening(ILogger logger, string why, Exception? exception);

    [LoggerMessage(LogLevel.Debug, "What another process asked was not answered to its end ({Kind})")]
    private static partial void CutOff(ILogger logger, string kind);

    [LoggerMessage(LogLevel.Warning, "What another process asked could not be answered")]
    private static partial void NotAnswered(ILogger logger, Exception exception);
}
