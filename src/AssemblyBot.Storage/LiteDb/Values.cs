using LiteDB;

namespace AssemblyBot.Storage.LiteDb;

/// <summary>Values as they are stored: times as Unix milliseconds, for LiteDB's own are local and cut off.</summary>
internal static class Values
{
    public static long ToStored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static BsonValue ToStored(this DateTimeOffset? time) => time is { } at ? at.ToUnixTimeMilliseconds() : BsonValue.Null;

    public static BsonValue ToStored(this ParticipantId? participant) => participant is { Value: var id } ? id : BsonValue.Null;

    public static BsonValue ToStored(this AssemblyId? assembly) => assembly is { Value: var id } ? id : BsonValue.Null;

    public static DateTimeOffset AsTime(this BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);

    public static DateTimeOffset? AsTimeOrNull(this BsonValue value) => value.IsNull ? null : value.AsTime();

    public static ParticipantId? AsParticipantOrNull(this BsonValue value) =>
        value.IsNull ? null : new ParticipantId(value.AsInt64);

    public static AssemblyId? AsAssemblyOrNull(this BsonValue value) => value.IsNull ? null : new AssemblyId(value.AsInt64);

    public static string? AsStringOrNull(this BsonValue value) => value.IsNull ? null : value.AsString;
}
