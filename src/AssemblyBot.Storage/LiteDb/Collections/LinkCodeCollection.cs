using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The codes by which a second account joins a participant: the newest one of each.</summary>
internal static class LinkCodeCollection
{
    /// <summary>The field of the code's hash, which has an index of values that are there once.</summary>
    public const string Hash = "hash";

    private const string IssuedAt = "issued_at";

    /// <summary>Gives a participant a code instead of the one they had.</summary>
    public static void Put(LiteDbSession session, ParticipantId participant, Change.IssueLinkCode issue) =>
        session.LinkCodes.Put(new BsonDocument
        {
            [Documents.Id] = participant.Value,
            [Hash] = issue.CodeHash,
            [IssuedAt] = issue.At.ToStored(),
        });

    /// <summary>Who got a code after a moment; null when there is no such code.</summary>
    public static ParticipantId? OwnerOf(LiteDbSession session, string hash, DateTimeOffset after) =>
        session.LinkCodes.Where(Hash, hash, 1).FirstOrDefault() is { } code && code[IssuedAt].AsInt64 > after.ToStored()
            ? new ParticipantId(code[Documents.Id].AsInt64)
            : null;

    public static void Delete(LiteDbSession session, ParticipantId participant) => session.LinkCodes.Delete(participant.Value);
}
