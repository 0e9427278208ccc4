using System.Text.Json.Serialization;

namespace AssemblyBot.Core.Assemblies;

/// <summary>On which days, at what local time and in which time zone a channel gets its summary.</summary>
/// <param name="Days">The days of the week; none: never.</param>
/// <param name="At">The local time of day.</param>
/// <param name="TimeZone">An IANA time zone such as <c>America/Bogota</c>.</param>
public sealed record Schedule(IReadOnlyList<DayOfWeek> Days, TimeOnly At, string TimeZone)
{
    /// <summary>Mondays and Thursdays at 17:00 UTC.</summary>
    public static Schedule Default { get; } = new([DayOfWeek.Monday, DayOfWeek.Thursday], new TimeOnly(17, 0), "UTC");

    /// <summary>No summary by the clock.</summary>
    public static Schedule Never { get; } = new([], new TimeOnly(0, 0), "UTC");

    /// <summary>Whether there is any day at all.</summary>
    [JsonIgnore]
    public bool IsNever => Days.Count == 0;

    /// <inheritdoc/>
    public bool Equals(Schedule? other) =>
        other is not null && Days.SequenceEqual(other.Days) && At == other.At && TimeZone == other.TimeZone;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Days.Count, At, TimeZone);

    /// <summary>
    /// The last due time at or before <paramref name="now"/>; null when there is none. A time that a change of clocks
    /// skips is due when the clocks have changed; one that occurs twice is due the first time.
    /// </summary>
    /// <exception cref="TimeZoneNotFoundException">The time zone is unknown.</exception>
    public DateTimeOffset? LastDue(DateTimeOffset now) => Occurrences(now, -7, 1).LastOrDefault(due => due <= now);

    /// <summary>The first due time after <paramref name="now"/>; null when there is none.</summary>
    /// <exception cref="TimeZoneNotFoundException">The time zone is unknown.</exception>
    public DateTimeOffset? NextDue(DateTimeOffset now) => Occurrences(now, -1, 8).FirstOrDefault(due => due > now);

    private IEnumerable<DateTimeOffset?> Occurrences(DateTimeOffset now, int firstDay, int lastDay)
    {
        if (IsNever)
            yield break;

        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var offset = firstDay; offset <= lastDay; offset++)
        {
            var day = today.AddDays(offset);
            if (Days.Contains(day.DayOfWeek))
                yield return ToInstant(day.ToDateTime(At), zone);
        }
    }

    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
