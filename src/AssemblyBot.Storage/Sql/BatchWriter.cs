using AssemblyBot.Storage.Sql.Tables;

namespace AssemblyBot.Storage.Sql;

/// <summary>Writes one batch within the transaction of its session.</summary>
internal sealed partial class BatchWriter(SqlSession session, DateTimeOffset now)
{
    private readonly BatchRows _rows = session.Dialect.RowsOf(session);
    private readonly Dictionary<AssemblyId, long> _heads = [];
    private readonly Dictionary<string, long?> _epochs = new(StringComparer.Ordinal);
    private bool _hasChangedCatalogue;

    /// <summary>Writes the batch and returns one outcome per entry, in order.</summary>
    public async Task<IReadOnlyList<Outcome>> WriteAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        await _rows.PrepareAsync(batch, cancellationToken);
        var outcomes = new Outcome[batch.Entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = await WriteOnceAsync(batch.Entries[i], cancellationToken);

        foreach (var (assembly, head) in _heads)
            await _rows.SetHeadAsync(assembly, head, cancellationToken);
        foreach (var cursor in batch.Cursors)
        {
            if (await IsCurrentAsync(cursor.Fence, cancellationToken))
                await _rows.SetCursorAsync(cursor, cancellationToken);
        }

        if (_hasChangedCatalogue)
            await CatalogueTable.BumpAsync(session, cancellationToken);
        _rows.Announce(_heads, _hasChangedCatalogue);
        await _rows.FlushAsync(cancellationToken);
        return outcomes;
    }

    private async Task<Outcome> WriteOnceAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (!await IsCurrentAsync(entry.Fence, cancellationToken))
            return new Outcome.Fenced();
        if (entry.Inbox is not { } key)
            return await WriteAsync(entry.Change, cancellationToken);
        if (await _rows.FindDeliveryAsync(key, cancellationToken) is { } first)
            return new Outcome.Duplicate(first);

        var outcome = await WriteAsync(entry.Change, cancellationToken);
        if (outcome is Outcome.Accepted { Value: var value })
            await _rows.AddDeliveryAsync(key, value, now, cancellationToken);
        return outcome;
    }

    /// <summary>Whether nobody has begun a later term.</summary>
    private async Task<bool> IsCurrentAsync(Fence? fence, CancellationToken cancellationToken)
    {
        if (fence is null)
            return true;
        if (!_epochs.TryGetValue(fence.Resource, out var epoch))
            _epochs[fence.Resource] = epoch = await _rows.FindEpochAsync(fence.Resource, cancellationToken);
        return epoch == fence.Epoch;
    }

    private async Task<Outcome> WriteAsync(Change change, CancellationToken cancellationToken)
    {
        if (change is Change.CastVote vote)
            return await CastVoteAsync(vote, cancellationToken);
        await _rows.FlushAsync(cancellationToken);
        return await WriteOtherAsync(change, cancellationToken);
    }

    private Task<Outcome> WriteOtherAsync(Change change, CancellationToken cancellationToken) => change switch
    {
        Change.CreateAssembly c => CreateAssemblyAsync(c, cancellationToken),
        Change.SetStage c => SetStageAsync(c, cancellationToken),
        Change.AddStatement c => AddStatementAsync(c, cancellationToken),
        Change.Decide c => DecideAsync(c, cancellationToken),

        Change.Join c => JoinAsync(c, cancellationToken),
        Change.SetLanguage c => SetLanguageAsync(c, cancellationToken),
        Change.SetCurrent c => SetAsync(
            c.Participant, ParticipantTable.SetCurrentAsync(session, c.Participant, c.Assembly, cancellationToken)),
        Change.SetWriting c => SetAsync(
            c.Participant, ParticipantTable.SetWritingAsync(session, c.Participant, c.Assembly, cancellationToken)),
        Change.SetNews c => SetNewsAsync(c, cancellationToken),
        Change.Forget c => ForgetAsync(c, cancellationToken),
        Change.IssueCode c => IssueCodeAsync(c, cancellationToken),
        Change.RedeemCode c => RedeemCodeAsync(c, cancellationToken),
        Change.IssueLinkCode c => IssueLinkCodeAsync(c, cancellationToken),
        Change.LinkAccount c => LinkAccountAsync(c, cancellationToken),

        Change.LinkChannel c => LinkChannelAsync(c, cancellationToken),
        Change.UnlinkChannel c => UnlinkChannelAsync(c, cancellationToken),
        Change.DisableChannel c => DisableChannelAsync(c, cancellationToken),
        Change.MoveChat c => MoveChatAsync(c, cancellationToken),

        Change.StoreSummary c => StoreSummaryAsync(c, cancellationToken),
        Change.KeepSnapshot c => KeepSnapshotAsync(c, cancellationToken),
        Change.Enqueue c => EnqueueAsync(c, cancellationToken),
        Change.Settle c => SettleAsync(c, cancellationToken),
        _ => throw new NotSupportedException($"this store does not know the change {change.GetType().Name}"),
    };

    private async Task<Outcome> CastVoteAsync(Change.CastVote vote, CancellationToken cancellationToken)
    {
        var sequence = await NextSequenceAsync(vote.Assembly, cancellationToken);
        if (await _rows.AddVoteAsync(vote, sequence, cancellationToken))
            return new Outcome.Accepted(sequence);

        _heads[vote.Assembly] = sequence - 1;
        return await ParticipantTable.ExistsAsync(session, vote.Participant, cancellationToken)
            ? new Outcome.Refused()
            : throw Missing(vote.Participant);
    }

    /// <summary>Casts or withdraws a vote as the consequence of another change.</summary>
    private async Task CastAsideAsync(Change.CastVote vote, CancellationToken cancellationToken) =>
        await VoteTable.AppendAsync(session, vote, await NextSequenceAsync(vote.Assembly, cancellationToken), cancellationToken);

    private async Task<long> NextSequenceAsync(AssemblyId assembly, CancellationToken cancellationToken)
    {
        if (!_heads.TryGetValue(assembly, out var head))
            head = await _rows.TakeHeadAsync(assembly, cancellationToken) ?? throw Missing(assembly);
        return _heads[assembly] = head + 1;
    }

    private async Task<Outcome> CreateAssemblyAsync(Change.CreateAssembly create, CancellationToken cancellationToken)
    {
        if (await AssemblyTable.InsertAsync(session, create, cancellationToken) is not { } id)
            return new Outcome.Refused(await AssemblyTable.FindByCodeAsync(session, create.Code, cancellationToken) ?? 0);

        for (var i = 0; i < create.Seeds.Count; i++)
        {
            await StatementTable.InsertAsync(
                session,
                new AssemblyId(id),
                create.Seeds[i],
                create.SeedFingerprints[i],
                null,
                StatementState.Accepted,
                create.At,
                cancellationToken);
        }

        return Catalogue(id);
    }

    private async Task<Outcome> SetStageAsync(Change.SetStage set, CancellationToken cancellationToken) =>
        await AssemblyTable.SetStageAsync(session, set, cancellationToken)
            ? Catalogue(set.Assembly.Value)
            : throw Missing(set.Assembly);

    private async Task<Outcome> AddStatementAsync(Change.AddStatement add, CancellationToken cancellationToken)
    {
        if (await StatementTable.FindSameAsync(session, add.Assembly, add.Fingerprint, cancellationToken) is { } same)
            return new Outcome.Refused(same);

        var number = await StatementTable.InsertAsync(
            session, add.Assembly, add.Text, [add.Fingerprint], add.Author, add.State, add.At, cancellationToken);
        if (add.Author is { } author)
            await ParticipantTable.SetWritingAsync(session, author, null, cancellationToken);
        return Catalogue(number);
    }

    private async Task<Outcome> DecideAsync(Change.Decide decide, CancellationToken cancellationToken)
    {
        if (await StatementTable.DecideAsync(session, decide, cancellationToken))
        {
            if (decide.News is { } news)
                await OutboxTable.InsertAsync(session, news, cancellationToken);
            return Catalogue(decide.Statement.Number);
        }

        return await StatementTable.ExistsAsync(session, decide.Assembly, decide.Statement, cancellationToken)
            ? new Outcome.Refused(decide.Statement.Number)
            : throw Missing($"statement {decide.Statement} of {decide.Assembly}");
    }

    private async Task<Outcome> LinkChannelAsync(Change.LinkChannel link, CancellationToken cancellationToken)
    {
        ParticipantId? by = link.By is { } account
            ? await IdentityTable.AdmitAsync(session, account, link.At, cancellationToken)
            : null;
        return Catalogue(await ChannelTable.UpsertAsync(session, link, by, cancellationToken));
    }

    private async Task<Outcome> UnlinkChannelAsync(Change.UnlinkChannel unlink, CancellationToken cancellationToken)
    {
        if (await ChannelTable.DeleteAsync(session, unlink, cancellationToken) is not { } channel)
            return new Outcome.Refused();
        await OutboxTable.RefuseForChannelAsync(session, channel, cancellationToken);
        return Catalogue(channel);
    }

    private async Task<Outcome> DisableChannelAsync(Change.DisableChannel disable, CancellationToken cancellationToken)
    {
        if (await ChannelTable.DisableAsync(session, disable, cancellationToken) is not { } link)
            return new Outcome.Refused();

        if (link.By is { } participant)
        {
            var loss = new Post
            {
                Key = $"lost:{disable.Channel.Value}:{link.At.ToStored()}",
                Assembly = link.Assembly,
                Participant = participant,
                Message = new Message.ChannelLost(disable.Channel),
            };
            await OutboxTable.InsertAsync(session, loss, cancellationToken);
        }

        return Catalogue(disable.Channel.Value);
    }

    private async Task<Outcome> MoveChatAsync(Change.MoveChat move, CancellationToken cancellationToken)
    {
        var (ended, moved) = await ChannelTable.MoveAsync(session, move, cancellationToken);
        foreach (var channel in ended)
            await OutboxTable.RefuseForChannelAsync(session, channel, cancellationToken);
        return Catalogue(moved);
    }

    private async Task<Outcome> StoreSummaryAsync(Change.StoreSummary store, CancellationToken cancellationToken)
    {
        if (!await SummaryTable.InsertAsync(session, store.Summary, cancellationToken))
            return new Outcome.Refused();
        foreach (var post in store.Posts)
            await OutboxTable.InsertAsync(session, post, cancellationToken);
        return new Outcome.Accepted(1);
    }

    private async Task<Outcome> KeepSnapshotAsync(Change.KeepSnapshot keep, CancellationToken cancellationToken) =>
        await SnapshotTable.KeepAsync(session, keep.Snapshot, cancellationToken) ? new Outcome.Accepted(1) : new Outcome.Refused();

    private async Task<Outcome> EnqueueAsync(Change.Enqueue enqueue, CancellationToken cancellationToken) =>
        await OutboxTable.InsertAsync(session, enqueue.Post, cancellationToken) ? new Outcome.Accepted(1) : new Outcome.Refused();

    private async Task<Outcome> SettleAsync(Change.Settle settle, CancellationToken cancellationToken) =>
        await OutboxTable.SettleAsync(session, settle, cancellationToken)
            ? new Outcome.Accepted(1)
            : throw Missing($"post {settle.Post}");

    private Outcome.Accepted Catalogue(long value)
    {
        _hasChangedCatalogue = true;
        return new Outcome.Accepted(value);
    }

    private static StoreException Missing(object what) => new($"the store holds no {what}; nothing of the batch was written");
}
