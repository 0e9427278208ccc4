using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Polis;

/// <summary>One vote event of a published conversation, in 16 bytes.</summary>
/// <remarks>
/// From the top bit down: 42 bits of milliseconds since 1970, 20 bits of statement, 2 bits of stance; then 32 bits of participant.
/// </remarks>
public readonly record struct PolisVote
{
    /// <summary>The largest statement number that fits.</summary>
    public const int MaxStatement = (1 << 20) - 1;

    /// <summary>The largest participant number that fits.</summary>
    public const long MaxParticipant = uint.MaxValue;

    /// <summary>The largest time that fits, in milliseconds since 1970: a day in the year 2109.</summary>
    public const long MaxMilliseconds = (1L << 42) - 1;

    private readonly ulong _event;
    private readonly uint _participant;

    internal PolisVote(long milliseconds, long participant, int statement, Stance stance)
    {
        _event = ((ulong)milliseconds << 22) | ((ulong)(uint)statement << 2) | (ulong)(stance + 1);
        _participant = (uint)participant;
    }

    /// <summary>When it was cast, in UTC and to the millisecond; null when only the vote matrix was published.</summary>
    public DateTimeOffset? Time => Milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)Milliseconds);

    /// <summary>Who cast it, by the number the conversation gave them.</summary>
    public long Participant => _participant;

    /// <summary>The statement it is about.</summary>
    public int Statement => (int)(_event >> 2) & MaxStatement;

    /// <summary>What the person answered.</summary>
    public Stance Stance => (Stance)((int)(_event & 3) - 1);

    internal ulong Milliseconds => _event >> 22;
}
