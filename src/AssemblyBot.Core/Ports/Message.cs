using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Ports;

/// <summary>What a post says; rendered in the reader's language when it is sent.</summary>
[JsonDerivedType(typeof(SummaryOf), "summary")]
[JsonDerivedType(typeof(StatementDecided), "decided")]
[JsonDerivedType(typeof(NewStatements), "new")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(ChannelLost), "lost")]
[JsonDerivedType(typeof(TopicLost), "topic")]
public abstract record Message
{
    private Message()
    {
    }

    /// <summary>The summary of a period.</summary>
    public sealed record SummaryOf(string Period) : Message;

    /// <summary>To an author: what became of their statement.</summary>
    /// <param name="Statement">Their statement.</param>
    /// <param name="State">What was decided; nothing is said any more when it has been decided otherwise since.</param>
    public sealed record StatementDecided(StatementId Statement, StatementState State) : Message;

    /// <summary>To a participant who asked for it: there are statements they have not voted on.</summary>
    public sealed record NewStatements : Message;

    /// <summary>To a channel: people can take part.</summary>
    public sealed record Opened : Message;

    /// <summary>To whoever linked a channel: it takes no posts any more.</summary>
    public sealed record ChannelLost(ChannelId Channel) : Message;

    /// <summary>To whoever linked a topic of a group: it is closed or deleted, and the group itself gets the posts.</summary>
    public sealed record TopicLost(string Platform) : Message;
}
