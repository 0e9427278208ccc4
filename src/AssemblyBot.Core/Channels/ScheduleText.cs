using System.Globalization;

namespace AssemblyBot.Core.Channels;

/// <summary>A schedule as an organiser types it: <c>mon,thu 17:00 Europe/Berlin</c>, <c>daily 9:00</c> or <c>never</c>.</summary>
public static class ScheduleText
{
    private static readonly DayOfWeek[] Days =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>Reads days, time of day and, when it is given, a time zone; without one it is UTC.</summary>
    public static bool TryRead(IReadOnlyList<string> words, out Schedule schedule)
    {
        schedule = Schedule.Never;
        if (words is ["never"])
            return true;
        if (words.Count is < 2 or > 3 || ReadDays(words[0]) is not { Count: > 0 } days)
            return false;
        if (!TimeOnly.TryParseExact(words[1], ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return false;

        var zone = words.Count == 3 ? words[2] : "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return false;

        schedule = new Schedule(days, at, zone);
        return true;
    }

    private static List<DayOfWeek>? ReadDays(string word)
    {
        if (word.Equals("daily", StringComparison.OrdinalIgnoreCase))
            return [.. Days];

        var days = new List<DayOfWeek>();
        foreach (var name in word.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadDay(name) is not { } day)
                return null;
            if (!days.Contains(day))
                days.Add(day);
        }

        return days;
    }

    /// <summary>A day by three letters of its English name or more.</summary>
    private static DayOfWeek? ReadDay(string name) => Days
        .Where(day => name.Length >= 3 && day.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .Select(day => (DayOfWeek?)day)
        .FirstOrDefault();
}
