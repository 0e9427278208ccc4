namespace AssemblyBot.Core.Ports;

/// <summary>
/// One thing that a store records. All of them go through <see cref="IAssemblyStore.AppendAsync"/>. One that names an
/// assembly, a participant, a statement or a post that the store does not hold fails its batch with a
/// <see cref="StoreException"/>, unless its kind says otherwise.
/// </summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>
    /// Creates an assembly with its seed statements, numbered from 1 in the order given.
    /// Outcome: the assembly's number, or <see cref="Outcome.Refused"/> with the number of the one
    /// that has the code already.
    /// </summary>
    public sealed record CreateAssembly(
        string Code, AssemblySettings Settings, Stage Stage, IReadOnlyList<LocalText> Seeds, DateTimeOffset At) : Change
    {
        /// <summary>
        /// The fingerprints of each seed, one for each of its languages, by which <see cref="AddStatement"/> finds it.
        /// </summary>
        public IReadOnlyList<IReadOnlyList<string>> SeedFingerprints { get; } =
            [.. Seeds.Select(seed => (IReadOnlyList<string>)[.. seed.All.Select(text => StatementText.FingerprintOf(text.Value))])];
    }

    /// <summary>Sets an assembly's stage. Outcome: the assembly's number.</summary>
    public sealed record SetStage(AssemblyId Assembly, Stage Stage, DateTimeOffset At) : Change;

    /// <summary>
    /// Records that a person accepted the consent text and makes the assembly their current one; adds the participant
    /// when the account is new. Outcome: the participant's number.
    /// </summary>
    public sealed record Join(AssemblyId Assembly, Account Account, int ConsentVersion, DateTimeOffset At) : Change;

    /// <summary>
    /// Sets a person's language; adds the participant when the account is new. Outcome: the participant's number.
    /// </summary>
    public sealed record SetLanguage(Account Account, string Language, DateTimeOffset At) : Change;

    /// <summary>Makes an assembly the person's current one. Outcome: the participant's number.</summary>
    public sealed record SetCurrent(ParticipantId Participant, AssemblyId Assembly) : Change;

    /// <summary>Sets for which assembly the person's next text is a statement; null: for none. Outcome: the participant's number.</summary>
    public sealed record SetWriting(ParticipantId Participant, AssemblyId? Assembly) : Change;

    /// <summary>
    /// Sets whether a person is told of new statements; null as assembly: in all of theirs. Outcome: the participant's number.
    /// </summary>
    public sealed record SetNews(ParticipantId Participant, AssemblyId? Assembly, bool Wanted) : Change;

    /// <summary>
    /// Removes a person's accounts, memberships and role at once; with <paramref name="WithVotes"/> withdraws their votes
    /// too (one event each). What they wrote stays, unless it is withdrawn as well; nothing leads from it to them. Outcome:
    /// how many votes were withdrawn.
    /// </summary>
    public sealed record Forget(ParticipantId Participant, bool WithVotes, DateTimeOffset At) : Change
    {
        /// <summary>
        /// Whether what they wrote is withdrawn: its state is <see cref="StatementState.Withdrawn"/>, its text
        /// <see cref="StatementText.Withdrawn"/>, and someone else may say the same again. Default: it stays.
        /// </summary>
        public bool WithStatements { get; init; }
    }

    /// <summary>
    /// Records a vote, or with a null <paramref name="Stance"/> its withdrawal: one event; the last one of a participant
    /// on a statement counts. Outcome: the event's sequence number in the assembly, or <see cref="Outcome.Refused"/> when the
    /// participant does not take part in it (any more): they were forgotten or are another since.
    /// </summary>
    public sealed record CastVote(
        AssemblyId Assembly, ParticipantId Participant, StatementId Statement, Stance? Stance, DateTimeOffset At) : Change;

    /// <summary>
    /// Adds a statement and ends the author's writing. Outcome: its number in the assembly, or
    /// <see cref="Outcome.Refused"/> with the number of the statement that says the same already
    /// (equal <paramref name="Fingerprint"/>, rejected ones aside).
    /// </summary>
    public sealed record AddStatement(
        AssemblyId Assembly,
        ParticipantId? Author,
        LocalText Text,
        string Fingerprint,
        StatementState State,
        DateTimeOffset At) : Change;

    /// <summary>
    /// Records a moderator's decision, in the log too. Outcome: the statement's number, or
    /// <see cref="Outcome.Refused"/> with that number when its state is not <paramref name="Expected"/> any more, or it was
    /// withdrawn.
    /// </summary>
    public sealed record Decide(
        AssemblyId Assembly,
        StatementId Statement,
        StatementState Expected,
        StatementState State,
        RejectionReason? Reason,
        ParticipantId? Moderator,
        DateTimeOffset At) : Change
    {
        /// <summary>What the author is told; queued with the decision, and not when it is refused. Null: nobody is told.</summary>
        public Post? News { get; init; }
    }

    /// <summary>
    /// Links a channel to an assembly, or changes an existing link (which enables it again). Outcome: the channel's number.
    /// </summary>
    public sealed record LinkChannel(
        AssemblyId Assembly, ChannelAddress Address, string Language, Schedule Schedule, DateTimeOffset At) : Change
    {
        /// <summary>
        /// Who is told when the channel is lost; added as a participant when the account is new. Null: whoever it was before.
        /// </summary>
        public Account? By { get; init; }
    }

    /// <summary>
    /// Ends a channel's link to an assembly; what waits to be posted there is given up. Outcome: the channel's number, or
    /// <see cref="Outcome.Refused"/> when there is none.
    /// </summary>
    public sealed record UnlinkChannel(AssemblyId Assembly, ChannelAddress Address, DateTimeOffset At) : Change;

    /// <summary>
    /// Posts nothing to a channel any more, because the platform refuses it for good, and queues one
    /// <see cref="Message.ChannelLost"/> for whoever linked it, if they are known: one for each time it was linked.
    /// Outcome: the channel's number, or <see cref="Outcome.Refused"/> when it is not linked any more.
    /// </summary>
    public sealed record DisableChannel(ChannelId Channel, string Because, DateTimeOffset At) : Change;

    /// <summary>
    /// Follows a chat that has a new id: every link of the old one points to the new one, or ends where the new one is
    /// linked to the same assembly already. Outcome: how many point there now that did not before.
    /// </summary>
    public sealed record MoveChat(string Platform, string OldChat, string NewChat) : Change;

    /// <summary>
    /// Stores a set-up code under the SHA-256 of the code in hexadecimal digits. Outcome: 1, or
    /// <see cref="Outcome.Refused"/> when it was issued before.
    /// </summary>
    public sealed record IssueCode(string CodeHash, Role Role, DateTimeOffset At) : Change;

    /// <summary>
    /// Uses a set-up code up and gives its role to the person, unless theirs is higher; adds the participant when the
    /// account is new. Outcome: the participant's number, or <see cref="Outcome.Refused"/> when there is no such unused code.
    /// </summary>
    public sealed record RedeemCode(string CodeHash, Account Account, DateTimeOffset At) : Change;

    /// <summary>
    /// Stores a code by which another account can join this one, under the SHA-256 of the code in hexadecimal digits; the
    /// code that the participant got before is void. Adds the participant when the account is new. Outcome: the
    /// participant's number.
    /// </summary>
    public sealed record IssueLinkCode(string CodeHash, Account Account, DateTimeOffset At) : Change;

    /// <summary>
    /// Uses a link code up: the account, with all that is the account's, joins the participant who got the code. Outcome:
    /// that participant's number, or <see cref="Outcome.Refused"/>: with their number when the account is theirs already
    /// (the code stays), with 0 when there is no such code or it is older than <see cref="LinkCode.Lifetime"/>.
    /// </summary>
    /// <remarks>
    /// Someone who was a participant already moves over as a whole, other accounts of theirs too. Their votes are withdrawn
    /// and cast anew for the other, with the time at which they were cast, as events like any others; of two votes on the
    /// same statement the one cast later stays (of two at the same time, the one with the higher sequence number). A vote
    /// on a statement that the other wrote is withdrawn. Of two memberships one stays, with the earlier joining, the higher
    /// consent version, and news when either wanted them; the higher role stays; writing ends. What they wrote, decided,
    /// linked and wait to be told is the other's from then on; their number stays, with nothing left of it but past events.
    /// </remarks>
    public sealed record LinkAccount(string CodeHash, Account Account, DateTimeOffset At) : Change;

    /// <summary>
    /// Stores the summary of a period together with the posts it leads to. Outcome: 1, or
    /// <see cref="Outcome.Refused"/> when the period has one already (its posts are not queued again).
    /// </summary>
    public sealed record StoreSummary(Summary Summary, IReadOnlyList<Post> Posts) : Change;

    /// <summary>
    /// Keeps a snapshot in place of the one of the same assembly and name. Outcome: 1, or <see cref="Outcome.Refused"/> when
    /// that one is of a later moment.
    /// </summary>
    public sealed record KeepSnapshot(Snapshot Snapshot) : Change;

    /// <summary>Queues a post; one whose key is known already is left out. Outcome: 1, or <see cref="Outcome.Refused"/>.</summary>
    public sealed record Enqueue(Post Post) : Change;

    /// <summary>Says how far a queued post has come. Outcome: 1.</summary>
    public sealed record Settle(long Post, PostState State, int PartsPosted, DateTimeOffset? NotBefore) : Change;
}
