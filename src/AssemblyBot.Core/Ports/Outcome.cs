namespace AssemblyBot.Core.Ports;

/// <summary>What became of one change of a batch that was committed.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is recorded; <paramref name="Value"/> is what <see cref="Change"/> says for its kind.</summary>
    public sealed record Accepted(long Value) : Outcome;

    /// <summary>The same delivery was recorded before; nothing changed. <paramref name="Value"/> is the first one's.</summary>
    public sealed record Duplicate(long Value) : Outcome;

    /// <summary>It was not recorded: another host has begun a later term than its <see cref="Entry.Fence"/>.</summary>
    public sealed record Fenced : Outcome;

    /// <summary>It was not recorded, for the reason its kind of change names.</summary>
    public sealed record Refused(long Value = 0) : Outcome;
}
