namespace AssemblyBot.Core.Ports;

/// <summary>Something the assembly says by itself, to a channel or to a participant; a row of the outbox.</summary>
public sealed record Post
{
    /// <summary>Its number in the outbox; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>A name that no other post has, such as <c>summary:1:2026-02-19T17:00Z:3</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The assembly it speaks for.</summary>
    public required AssemblyId Assembly { get; init; }

    /// <summary>The channel it goes to; null when it goes to a participant.</summary>
    public ChannelId? Channel { get; init; }

    /// <summary>The participant it goes to; null when it goes to a channel.</summary>
    public ParticipantId? Participant { get; init; }

    /// <summary>What it says.</summary>
    public required Message Message { get; init; }

    /// <summary>How far it has come.</summary>
    public PostState State { get; init; }

    /// <summary>How many of its parts have been posted, or begun without an answer.</summary>
    public int PartsPosted { get; init; }

    /// <summary>The time before which it is not tried again; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>How far a post has come.</summary>
public enum PostState
{
    /// <summary>Waits for its turn.</summary>
    Waiting = 0,

    /// <summary>A part is being posted; found at a start, that part's fate is unknown, and it is not posted again.</summary>
    Sending = 1,

    /// <summary>All of it is posted.</summary>
    Posted = 2,

    /// <summary>The platform refused it for good.</summary>
    Refused = 3,
}
