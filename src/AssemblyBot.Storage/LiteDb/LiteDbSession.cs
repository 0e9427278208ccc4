using System.Runtime.ExceptionServices;
using AssemblyBot.Storage.LiteDb.Collections;
using AssemblyBot.Storage.LiteDb.Pages;
using LiteDB;
using LiteDB.Engine;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>
/// An open LiteDB file and its collections. One thread uses it: LiteDB's transactions belong to the thread that began
/// them, and two threads lose each other's updates.
/// </summary>
internal sealed class LiteDbSession : IDisposable
{
    // 16 MB: so much is copied into the data file at once, and read again after a crash.
    private const long LongestLog = 2048L * PageHeader.PageSize;

    private const int CopiedAtOnce = 1_000;

    private readonly PageFile _data;
    private readonly PageLog _log;
    private readonly LiteEngine _engine;

    // What was found once and stays so; a session that failed is closed, and this goes with it.
    private readonly HashSet<long> _statements = [];
    private readonly HashSet<(ParticipantId, AssemblyId)> _members = [];

    /// <summary>Opens the files; what a process that died has left in the log is brought into the data file first.</summary>
    public LiteDbSession(PageFile data, PageLog log)
    {
        _data = data;
        _log = log;
        LogReplay.Run(data, log);
        CheckLength(data);
        _engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary });
        Assemblies = Collection("assembly");
        Heads = Collection("head");
        Participants = Collection("participant");
        Identities = Collection("identity");
        Statements = Collection("statement");
        Fingerprints = Collection("fingerprint");
        Moderation = Collection("moderation");
        Events = Collection("vote_event");
        Channels = Collection("channel");
        Codes = Collection("code");
        LinkCodes = Collection("link_code");
        Summaries = Collection("summary");
        Snapshots = Collection("snapshot");
        SnapshotParts = Collection("snapshot_part");
        Outbox = Collection("outbox");
        Settled = Collection("outbox_settled");
        PostKeys = Collection("outbox_key");
        Inbox = Collection("inbox");
        Cursors = Collection("cursor");
        Leases = Collection("lease");
        Catalogue = Collection("catalogue");
        Counters = Collection("counter");
    }

    public Documents Assemblies { get; }

    public Documents Heads { get; }

    public Documents Participants { get; }

    public Documents Identities { get; }

    public Documents Statements { get; }

    public Documents Fingerprints { get; }

    public Documents Moderation { get; }

    public Documents Events { get; }

    public Documents Channels { get; }

    public Documents Codes { get; }

    public Documents LinkCodes { get; }

    public Documents Summaries { get; }

    public Documents Snapshots { get; }

    public Documents SnapshotParts { get; }

    public Documents Outbox { get; }

    public Documents Settled { get; }

    public Documents PostKeys { get; }

    public Documents Inbox { get; }

    public Documents Cursors { get; }

    public Documents Leases { get; }

    public Documents Catalogue { get; }

    public Documents Counters { get; }

    /// <summary>Whether so much is in the log that it is time for <see cref="Checkpoint"/>.</summary>
    public bool IsLogLong => _log.Length > LongestLog;

    /// <summary>What this program wrote into the file's header: its mark and the version of the schema.</summary>
    public int UserVersion
    {
        get => _engine.Pragma("USER_VERSION").AsInt32;
        set => _engine.Pragma("USER_VERSION", value);
    }

    /// <summary>Any collection, by its name.</summary>
    public Documents Collection(string name) => new(_engine, name);

    /// <summary>Makes a collection that may be there already.</summary>
    public void EnsureCollection(string name) => Collection(name).Insert();

    /// <summary>Makes an index, of one value a document or of every value of a list, that may be there already.</summary>
    public void EnsureIndex(string collection, string index, string expression, bool isUnique = false) =>
        _engine.EnsureIndex(collection, index, expression, isUnique);

    /// <summary>Deletes a collection and all that is in it.</summary>
    public void DropCollection(string name) => _engine.DropCollection(name);

    /// <summary>Deletes an index.</summary>
    public void DropIndex(string collection, string index) => _engine.DropIndex(collection, index);

    /// <summary>Takes over every document of another file.</summary>
    public void CopyFrom(LiteDbSession other, IEnumerable<string> collections)
    {
        foreach (var name in collections)
        {
            var (from, to) = (other.Collection(name), Collection(name));
            foreach (var some in from.InOrder().Chunk(CopiedAtOnce))
            {
                to.Insert(some);
                if (IsLogLong)
                    Checkpoint();
            }
        }
    }

    /// <summary>Sets what is a matter of the file and not of a document.</summary>
    public void TakeCheckpointsItself() => _engine.Pragma("CHECKPOINT", 0);

    /// <summary>Writes in one transaction. When it returns, what was written is on disk.</summary>
    /// <exception cref="StoreException">Nothing of it counts; the session is to be closed.</exception>
    public T Write<T>(Func<T> write)
    {
        _engine.BeginTrans();
        var result = OrRollBack(write);

        // After a failure within the transaction LiteDB has rolled it back, and says so here alone.
        if (!_engine.Commit())
            throw new StoreException("LiteDB gave up the transaction; nothing of the batch was written");
        if (_log.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (!_log.IsConfirmed)
            throw new StoreException("LiteDB does not write its log as this program relies on; use LiteDB 5.0.21");
        return result;
    }

    /// <summary>Whether there is such a statement.</summary>
    public bool Knows(AssemblyId assembly, StatementId statement)
    {
        var key = Keys.Of(assembly, statement.Number);
        return _statements.Contains(key) || (Statements.Find(key) is not null && _statements.Add(key));
    }

    /// <summary>Whether a participant takes part in an assembly.</summary>
    public bool IsMember(ParticipantId participant, AssemblyId assembly) =>
        _members.Contains((participant, assembly))
        || (ParticipantCollection.Get(this, participant)?.In(assembly) is not null && _members.Add((participant, assembly)));

    /// <summary>A participant takes part in nothing any more.</summary>
    public void ForgetMember(ParticipantId participant) => _members.RemoveWhere(member => member.Item1 == participant);

    /// <summary>Brings what is in the log into the data file, and empties it: of what was deleted nothing is left.</summary>
    public void Checkpoint() => _engine.Checkpoint();

    /// <summary>Closes the files as they are.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        _log.Dispose();
        _data.Dispose();
    }

    // A transaction that is left alone is ended by LiteDB's finalizer, on another thread and at any time.
    private T OrRollBack<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            _engine.Rollback();
        }
        catch (Exception)
        {
            // What failed before is what counts; the session is closed for it.
        }
    }

    private static void CheckLength(PageFile data)
    {
        var first = new byte[PageHeader.PageSize];
        if (data.ReadPage(0, first) == 0)
            return;
        var pages = PageHeader.LastPageOf(first) + 1L;
        if (data.Length < pages * PageHeader.PageSize)
            throw new InvalidDataException($"it has {data.Length / PageHeader.PageSize} of {pages} pages");
    }
}
