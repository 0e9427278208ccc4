using AssemblyBot.Storage.Sql;
using AssemblyBot.Storage.Sql.Tables;
using LiteDB;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>The channels that assemblies are linked to: so few that they are looked through.</summary>
internal static class ChannelCollection
{
    private const string Assembly = "assembly";
    private const string Platform = "platform";
    private const string Chat = "chat";
    private const string Topic = "topic";
    private const string Language = "language";
    private const string ScheduleField = "schedule";
    private const string LinkedAt = "linked_at";
    private const string LinkedBy = "linked_by";
    private const string DisabledBecause = "disabled_because";

    /// <summary>Links a channel, or changes its link, and returns its number.</summary>
    public static long Put(LiteDbSession session, Change.LinkChannel link, ParticipantId? by)
    {
        var known = Find(session, link.Assembly, link.Address);
        var channel = new ChannelRecord
        {
            Id = known?.Id ?? new ChannelId(CatalogueCollection.NextNumber(session, session.Channels)),
            Assembly = link.Assembly,
            Address = link.Address,
            Language = link.Language,
            Schedule = link.Schedule,
            LinkedAt = link.At,
            LinkedBy = by ?? known?.LinkedBy,
        };
        Write(session, channel);
        return channel.Id.Value;
    }

    /// <summary>Ends a link and returns its number; null when there is none.</summary>
    public static long? Delete(LiteDbSession session, Change.UnlinkChannel unlink)
    {
        if (Find(session, unlink.Assembly, unlink.Address) is not { Id.Value: var channel })
            return null;
        session.Channels.Delete(channel);
        return channel;
    }

    /// <summary>Disables a channel and returns its link; null when there is none.</summary>
    public static ChannelLink? Disable(LiteDbSession session, Change.DisableChannel disable)
    {
        if (session.Channels.Find(disable.Channel.Value) is not { } document)
            return null;
        var channel = Read(document) with { DisabledBecause = disable.Because };
        Write(session, channel);
        return new ChannelLink(channel.Assembly, channel.LinkedAt, channel.LinkedBy);
    }

    /// <summary>The links that one participant made are another's; null: nobody's.</summary>
    public static void MoveLinks(LiteDbSession session, ParticipantId from, ParticipantId? to)
    {
        foreach (var channel in All(session).Where(channel => channel.LinkedBy == from))
            Write(session, channel with { LinkedBy = to });
    }

    /// <summary>The links that ended because the new chat has them already, and how many moved.</summary>
    public static (IReadOnlyList<long> Ended, int Moved) Move(LiteDbSession session, Change.MoveChat move)
    {
        var (ended, moved) = (new List<long>(), 0);
        foreach (var channel in All(session).Where(channel => channel.Address.Platform == move.Platform && channel.Address.Chat == move.OldChat))
        {
            var address = channel.Address with { Chat = move.NewChat };
            if (Find(session, channel.Assembly, address) is not null)
            {
                session.Channels.Delete(channel.Id.Value);
                ended.Add(channel.Id.Value);
                continue;
            }

            Write(session, channel with { Address = address });
            moved++;
        }

        return (ended, moved);
    }

    public static IReadOnlyList<ChannelRecord> All(LiteDbSession session) => [.. session.Channels.All().Select(Read)];

    private static ChannelRecord? Find(LiteDbSession session, AssemblyId assembly, ChannelAddress address) =>
        All(session).FirstOrDefault(channel => channel.Assembly == assembly && channel.Address == address);

    private static void Write(LiteDbSession session, ChannelRecord channel) => session.Channels.Put(new BsonDocument
    {
        [Documents.Id] = channel.Id.Value,
        [Assembly] = channel.Assembly.Value,
        [Platform] = channel.Address.Platform,
        [Chat] = channel.Address.Chat,
        [Topic] = channel.Address.Topic,
        [Language] = channel.Language,
        [ScheduleField] = StoredJson.Write(channel.Schedule, StoredJson.Default.Schedule),
        [LinkedAt] = channel.LinkedAt.ToStored(),
        [LinkedBy] = channel.LinkedBy.ToStored(),
        [DisabledBecause] = channel.DisabledBecause,
    });

    private static ChannelRecord Read(BsonDocument document) => new()
    {
        Id = new ChannelId(document[Documents.Id].AsInt64),
        Assembly = new AssemblyId(document[Assembly].AsInt64),
        Address = new ChannelAddress(document[Platform].AsString, document[Chat].AsString, document[Topic].AsStringOrNull()),
        Language = document[Language].AsString,
        Schedule = StoredJson.Read(document[ScheduleField].AsString, StoredJson.Default.Schedule),
        LinkedAt = document[LinkedAt].AsTime(),
        LinkedBy = document[LinkedBy].AsParticipantOrNull(),
        DisabledBecause = document[DisabledBecause].AsStringOrNull(),
    };
}
