namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>To what, when and by whom a channel was linked.</summary>
internal sealed record ChannelLink(AssemblyId Assembly, DateTimeOffset At, ParticipantId? By);
