namespace AssemblyBot.Storage.Sql.Tables;

/// <summary>A current vote of someone, with the event it was cast by.</summary>
internal sealed record CastBallot(
    AssemblyId Assembly, StatementId Statement, Stance Stance, long Sequence, DateTimeOffset At)
{
    /// <summary>Whether it was cast after <paramref name="other"/>.</summary>
    public bool IsLaterThan(CastBallot other) => (At, Sequence).CompareTo((other.At, other.Sequence)) > 0;
}
