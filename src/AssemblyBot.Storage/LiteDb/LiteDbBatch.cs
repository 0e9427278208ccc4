using AssemblyBot.Storage.LiteDb.Collections;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>Writes one batch within the transaction of its session; what each change means, see <see cref="Change"/>.</summary>
internal sealed class LiteDbBatch(LiteDbSession session, DateTimeOffset now, long mostVotes)
{
    private readonly BatchVotes _votes = new(session, mostVotes);
    private bool _hasChangedCatalogue;

    /// <summary>Whether an account was erased, of which nothing is to be left in the file.</summary>
    public bool HasErased { get; private set; }

    /// <summary>Writes the batch and returns one outcome per entry, in order.</summary>
    public IReadOnlyList<Outcome> Write(WriteBatch batch)
    {
        _votes.Prepare(batch);
        var outcomes = batch.Entries.Select(WriteOnce).ToArray();
        foreach (var cursor in batch.Cursors.Where(cursor => IsCurrent(cursor.Fence)))
            InboxCollection.SetCursor(session, cursor);
        if (_hasChangedCatalogue)
            CatalogueCollection.Bump(session);
        _votes.Flush();
        return outcomes;
    }

    private Outcome WriteOnce(Entry entry)
    {
        if (!IsCurrent(entry.Fence))
            return new Outcome.Fenced();
        if (entry.Inbox is not { } key)
            return Write(entry.Change);
        if (_votes.FindDelivery(key) is { } first)
            return new Outcome.Duplicate(first);

        var outcome = Write(entry.Change);
        if (outcome is Outcome.Accepted { Value: var value })
            _votes.AddDelivery(key, value, now);
        return outcome;
    }

    /// <summary>Whether nobody has begun a later term.</summary>
    private bool IsCurrent(Fence? fence) => fence is null || LeaseCollection.EpochOf(session, fence.Resource) == fence.Epoch;

    private Outcome Write(Change change)
    {
        if (change is Change.CastVote vote)
            return CastVote(vote);
        _votes.Flush();
        return WriteOther(change);
    }

    private Outcome WriteOther(Change change) => change switch
    {
        Change.CreateAssembly c => CreateAssembly(c),
        Change.SetStage c => AssemblyCollection.SetStage(session, c) ? Catalogue(c.Assembly.Value) : throw Missing(c.Assembly),
        Change.AddStatement c => AddStatement(c),
        Change.Decide c => Decide(c),

        Change.Join c => Join(c),
        Change.SetLanguage c => SetLanguage(c),
        Change.SetCurrent c => Set(c.Participant, participant => participant with { Current = Existing(c.Assembly) }),
        Change.SetWriting c => Set(c.Participant, participant => participant with { Writing = Existing(c.Assembly) }),
        Change.SetNews c => SetNews(c),
        Change.Forget c => Forget(c),
        Change.IssueCode c => CodeCollection.Insert(session, c) ? new Outcome.Accepted(1) : new Outcome.Refused(),
        Change.RedeemCode c => RedeemCode(c),
        Change.IssueLinkCode c => IssueLinkCode(c),
        Change.LinkAccount c => LinkAccount(c),

        Change.LinkChannel c => LinkChannel(c),
        Change.UnlinkChannel c => UnlinkChannel(c),
        Change.DisableChannel c => DisableChannel(c),
        Change.MoveChat c => MoveChat(c),

        Change.KeepSnapshot c => KeepSnapshot(c.Snapshot),
        Change.StoreSummary c => StoreSummary(c),
        Change.Enqueue c => Enqueue(c.Post) ? new Outcome.Accepted(1) : new Outcome.Refused(),
        Change.Settle c => OutboxCollection.Settle(session, c) ? new Outcome.Accepted(1) : throw Missing($"post {c.Post}"),
        _ => throw new NotSupportedException($"this store does not know the change {change.GetType().Name}"),
    };

    private Outcome CastVote(Change.CastVote vote)
    {
        if (session.IsMember(vote.Participant, vote.Assembly))
            return new Outcome.Accepted(_votes.Append(vote));
        Existing(vote.Assembly);
        return ParticipantCollection.Exists(session, vote.Participant) ? new Outcome.Refused() : throw Missing(vote.Participant);
    }

    private Outcome CreateAssembly(Change.CreateAssembly create)
    {
        if (AssemblyCollection.FindByCode(session, create.Code) is { } taken)
            return new Outcome.Refused(taken);

        var id = AssemblyCollection.Insert(session, create);
        for (var i = 0; i < create.Seeds.Count; i++)
        {
            StatementCollection.Insert(
                session, id, create.Seeds[i], create.SeedFingerprints[i], null, StatementState.Accepted, create.At);
        }

        return Catalogue(id.Value);
    }

    private Outcome AddStatement(Change.AddStatement add)
    {
        if (StatementCollection.FindSame(session, add.Assembly, add.Fingerprint) is { } same)
            return new Outcome.Refused(same);

        var number = StatementCollection.Insert(
            session, Existing(add.Assembly), add.Text, [add.Fingerprint], add.Author, add.State, add.At);
        if (add.Author is { } author)
            Set(author, participant => participant with { Writing = null });
        return Catalogue(number);
    }

    private Outcome Decide(Change.Decide decide)
    {
        if (StatementCollection.Decide(session, decide))
        {
            if (decide.News is { } news)
                Enqueue(news);
            return Catalogue(decide.Statement.Number);
        }

        return StatementCollection.Exists(session, decide.Assembly, decide.Statement)
            ? new Outcome.Refused(decide.Statement.Number)
            : throw Missing($"statement {decide.Statement} of {decide.Assembly}");
    }

    private Outcome.Accepted Join(Change.Join join)
    {
        var assembly = Existing(join.Assembly);
        var id = IdentityCollection.Admit(session, join.Account, join.At);
        return Set(id, participant => participant with
        {
            Current = assembly,
            Memberships = participant.In(assembly) is { } known
                ? [.. participant.Memberships.Where(other => other != known), known with { ConsentVersion = join.ConsentVersion }]
                : [.. participant.Memberships, new Membership(assembly, join.ConsentVersion, join.At, WantsNews: false)
                {
                    JoinedHead = AssemblyCollection.HeadOf(session, assembly) ?? 0,
                }],
        });
    }

    private Outcome.Accepted SetLanguage(Change.SetLanguage set) => Set(
        IdentityCollection.Admit(session, set.Account, set.At), participant => participant with { Language = set.Language });

    private Outcome.Accepted SetNews(Change.SetNews set)
    {
        ParticipantCollection.Change(session, set.Participant, participant => participant with
        {
            Memberships =
            [
                .. participant.Memberships.Select(membership => set.Assembly is null || set.Assembly == membership.Assembly
                    ? membership with { WantsNews = set.Wanted }
                    : membership),
            ],
        });
        return new Outcome.Accepted(set.Participant.Value);
    }

    private Outcome.Accepted Forget(Change.Forget forget)
    {
        var votes = forget.WithVotes ? VoteCollection.CastBy(session, forget.Participant) : [];
        if (!ParticipantCollection.Clear(session, forget.Participant))
            throw Missing(forget.Participant);

        HasErased = true;
        session.ForgetMember(forget.Participant);
        IdentityCollection.Delete(session, forget.Participant);
        LinkCodeCollection.Delete(session, forget.Participant);
        ChannelCollection.MoveLinks(session, forget.Participant, to: null);
        OutboxCollection.RefuseForParticipant(session, forget.Participant);
        if (forget.WithStatements)
            _hasChangedCatalogue |= StatementCollection.Withdraw(session, forget.Participant);
        foreach (var vote in votes)
            _votes.Append(new Change.CastVote(vote.Assembly, forget.Participant, vote.Statement, null, forget.At));
        return new Outcome.Accepted(votes.Count);
    }

    private Outcome RedeemCode(Change.RedeemCode redeem)
    {
        if (CodeCollection.Use(session, redeem) is not { } role)
            return new Outcome.Refused();
        return Set(
            IdentityCollection.Admit(session, redeem.Account, redeem.At),
            participant => participant with { Role = participant.Role > role ? participant.Role : role });
    }

    private Outcome.Accepted IssueLinkCode(Change.IssueLinkCode issue)
    {
        var participant = IdentityCollection.Admit(session, issue.Account, issue.At);
        LinkCodeCollection.Put(session, participant, issue);
        return new Outcome.Accepted(participant.Value);
    }

    private Outcome LinkAccount(Change.LinkAccount link)
    {
        var outcome = new LiteDbLinker(session, _votes).Link(link);
        return outcome is Outcome.Accepted { Value: var participant } ? Catalogue(participant) : outcome;
    }

    private Outcome.Accepted LinkChannel(Change.LinkChannel link)
    {
        Existing(link.Assembly);
        ParticipantId? by = link.By is { } account ? IdentityCollection.Admit(session, account, link.At) : null;
        return Catalogue(ChannelCollection.Put(session, link, by));
    }

    private Outcome UnlinkChannel(Change.UnlinkChannel unlink)
    {
        if (ChannelCollection.Delete(session, unlink) is not { } channel)
            return new Outcome.Refused();
        OutboxCollection.RefuseForChannel(session, channel);
        return Catalogue(channel);
    }

    private Outcome DisableChannel(Change.DisableChannel disable)
    {
        if (ChannelCollection.Disable(session, disable) is not { } link)
            return new Outcome.Refused();

        if (link.By is { } participant)
        {
            Enqueue(new Post
            {
                Key = $"lost:{disable.Channel.Value}:{link.At.ToUnixTimeMilliseconds()}",
                Assembly = link.Assembly,
                Participant = participant,
                Message = new Message.ChannelLost(disable.Channel),
            });
        }

        return Catalogue(disable.Channel.Value);
    }

    private Outcome.Accepted MoveChat(Change.MoveChat move)
    {
        var (ended, moved) = ChannelCollection.Move(session, move);
        foreach (var channel in ended)
            OutboxCollection.RefuseForChannel(session, channel);
        return Catalogue(moved);
    }

    private Outcome StoreSummary(Change.StoreSummary store)
    {
        Existing(store.Summary.Assembly);
        if (!SummaryCollection.Insert(session, store.Summary))
            return new Outcome.Refused();
        foreach (var post in store.Posts)
            Enqueue(post);
        return new Outcome.Accepted(1);
    }

    private Outcome KeepSnapshot(Snapshot snapshot)
    {
        Existing(snapshot.Assembly);
        return SnapshotCollection.Keep(session, snapshot) ? new Outcome.Accepted(1) : new Outcome.Refused();
    }

    private bool Enqueue(Post post)
    {
        Existing(post.Assembly);
        return OutboxCollection.Insert(session, post);
    }

    private Outcome.Accepted Set(ParticipantId id, Func<ParticipantRecord, ParticipantRecord> change) =>
        ParticipantCollection.Change(session, id, change) ? new Outcome.Accepted(id.Value) : throw Missing(id);

    private AssemblyId? Existing(AssemblyId? assembly) => assembly is { } given ? Existing(given) : null;

    private AssemblyId Existing(AssemblyId assembly) =>
        AssemblyCollection.Exists(session, assembly) ? assembly : throw Missing(assembly);

    private Outcome.Accepted Catalogue(long value)
    {
        _hasChangedCatalogue = true;
        return new Outcome.Accepted(value);
    }

    private static StoreException Missing(object what) => new($"the store holds no {what}; nothing of the batch was written");
}
