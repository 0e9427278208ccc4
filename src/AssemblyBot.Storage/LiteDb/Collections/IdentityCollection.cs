using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The one place that leads from a platform account to a participant and back.</summary>
internal static class IdentityCollection
{
    /// <summary>The field of the participant's number, which has an index.</summary>
    public const string Participant = "participant";

    private const string Platform = "platform";
    private const string Address = "sealed_address";
    private const string Since = "since";

    /// <summary>
    /// The participant of an account, added when the account is new; when it is known, its address is the new one.
    /// </summary>
    public static ParticipantId Admit(LiteDbSession session, Account account, DateTimeOffset at)
    {
        if (session.Identities.Find(account.Hash) is { } known)
        {
            known[Address] = account.SealedAddress;
            session.Identities.Put(known);
            return new ParticipantId(known[Participant].AsInt64);
        }

        var participant = ParticipantCollection.Insert(session);
        Point(session, account, participant, at);
        return participant;
    }

    /// <summary>The participant of an account, by its hash; null when the account is new.</summary>
    public static ParticipantId? Find(LiteDbSession session, string hash) =>
        session.Identities.Find(hash) is { } known ? new ParticipantId(known[Participant].AsInt64) : null;

    /// <summary>Makes an account, new or not, one of a participant's.</summary>
    public static void Point(LiteDbSession session, Account account, ParticipantId participant, DateTimeOffset at) =>
        session.Identities.Put(new BsonDocument
        {
            [Documents.Id] = account.Hash,
            [Platform] = account.Platform,
            [Participant] = participant.Value,
            [Address] = account.SealedAddress,
            [Since] = at.ToStored(),
        });

    /// <summary>Makes every account of one participant another's.</summary>
    public static void Move(LiteDbSession session, ParticipantId from, ParticipantId to, DateTimeOffset at)
    {
        foreach (var identity in session.Identities.Where(Participant, from.Value))
        {
            identity[Participant] = to.Value;
            identity[Since] = at.ToStored();
            session.Identities.Put(identity);
        }
    }

    public static void Delete(LiteDbSession session, ParticipantId participant) =>
        session.Identities.Delete(session.Identities.Where(Participant, participant.Value).Select(identity => identity[Documents.Id]));

    public static IReadOnlyList<Account> OfParticipant(LiteDbSession session, ParticipantId participant) =>
    [
        .. session.Identities.Where(Participant, participant.Value)
            .OrderBy(identity => identity[Since].AsInt64)
            .ThenBy(identity => identity[Platform].AsString, StringComparer.Ordinal)
            .ThenBy(identity => identity[Documents.Id].AsString, StringComparer.Ordinal)
            .Select(identity => new Account(
                identity[Platform].AsString, identity[Documents.Id].AsString, identity[Address].AsBinary)),
    ];

    public static bool Any(LiteDbSession session) => session.Identities.First() is not null;
}
