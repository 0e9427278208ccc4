using System.Globalization;

namespace AssemblyBot.Core.Tests.Assemblies;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("mon,thu 17:00 UTC", "2026-03-02T16:59:59Z", "2026-02-26T17:00Z", "2026-03-02T17:00Z")]
    [InlineData("mon,thu 17:00 UTC", "2026-03-02T17:00:00Z", "2026-03-02T17:00Z", "2026-03-05T17:00Z")]
    [InlineData("sun 0:00 UTC", "2026-03-02T12:00:00Z", "2026-03-01T00:00Z", "2026-03-08T00:00Z")]
    [InlineData("mon 17:00 UTC", "2026-03-02T17:00:01Z", "2026-03-02T17:00Z", "2026-03-09T17:00Z")]
    [InlineData("daily 23:30 America/Bogota", "2026-03-02T12:00:00Z", "2026-03-02T04:30Z", "2026-03-03T04:30Z")]
    [InlineData("mon 1:00 Pacific/Auckland", "2026-03-02T12:00:00Z", "2026-03-01T12:00Z", "2026-03-08T12:00Z")]
    [InlineData("fri 12:45 Asia/Kathmandu", "2026-03-02T12:00:00Z", "2026-02-27T07:00Z", "2026-03-06T07:00Z")]
    public void A_summary_is_due_at_the_local_time_of_its_days(string schedule, string now, string last, string next) =>
        AssertDue(schedule, now, last, next);

    [Theory]
    // Berlin skips from 02:00 to 03:00 (01:00 UTC) on 29 March 2026.
    [InlineData("daily 2:30 Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z")]
    [InlineData("daily 2:20 Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-28T01:20Z", "2026-03-29T01:00Z")]
    [InlineData("daily 2:59 Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:00Z", "2026-03-30T00:59Z")]
    [InlineData("daily 3:00 Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:00Z", "2026-03-30T01:00Z")]
    // Lord Howe skips half an hour, from 02:00 to 02:30 (15:30 UTC the day before), on 4 October 2026.
    [InlineData("daily 2:10 Australia/Lord_Howe", "2026-10-03T15:29:00Z", "2026-10-02T15:40Z", "2026-10-03T15:30Z")]
    public void A_time_that_the_clocks_skip_is_due_when_they_have_changed(string schedule, string now, string last, string next) =>
        AssertDue(schedule, now, last, next);

    [Theory]
    // Berlin has 02:00 to 03:00 twice on 25 October 2026, from 00:00 UTC and from 01:00 UTC on.
    [InlineData("daily 2:30 Europe/Berlin", "2026-10-25T00:29:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z")]
    [InlineData("daily 2:30 Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    // New York on 1 November 2026.
    [InlineData("sun 1:30 America/New_York", "2026-11-01T06:31:00Z", "2026-11-01T05:30Z", "2026-11-08T06:30Z")]
    public void A_time_that_comes_twice_is_due_the_first_time_only(string schedule, string now, string last, string next) =>
        AssertDue(schedule, now, last, next);

    [Fact]
    public void Never_is_never_due()
    {
        Assert.Null(Schedule.Never.LastDue(DateTimeOffset.UnixEpoch));
        Assert.Null(Schedule.Never.NextDue(DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Africa/Cairo")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    public void Every_due_time_of_a_year_follows_the_one_before_and_is_the_last_until_the_next(string zone)
    {
        var schedule = new Schedule([DayOfWeek.Tuesday, DayOfWeek.Saturday, DayOfWeek.Sunday], new TimeOnly(2, 15), zone);
        var due = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var count = 0;

        for (; due < new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero); count++)
        {
            var next = schedule.NextDue(due)!.Value;
            Assert.True(next > due);
            Assert.Equal(next, schedule.LastDue(next));
            Assert.Equal(next, schedule.LastDue(next.AddHours(20)));
            due = next;
        }

        Assert.InRange(count, 156, 158);
    }

    [Theory]
    [InlineData("mon,thu 17:00 Europe/Berlin", "Monday, Thursday at 17:00 (Europe/Berlin)")]
    [InlineData("Thursday,MON,mon 9:05", "Thursday, Monday at 09:05 (UTC)")]
    [InlineData("daily 0:00 UTC", "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday at 00:00 (UTC)")]
    [InlineData("never", "never by the clock; /summary shows one at any time")]
    public void A_schedule_is_read_as_organisers_type_it(string text, string words) =>
        Assert.Equal(words, TestInstallation.Book().Organising.Describe(Read(text)));

    [Theory]
    [InlineData("")]
    [InlineData("17:00")]
    [InlineData("mon")]
    [InlineData("mon 25:00")]
    [InlineData("mon 17.00")]
    [InlineData("mon 17:00 Europe/Atlantis")]
    [InlineData("mon;thu 17:00")]
    [InlineData("someday 17:00")]
    [InlineData(", 17:00")]
    [InlineData("never ever")]
    [InlineData("mon 17:00 Europe/Berlin please")]
    public void What_is_no_schedule_is_refused(string text) =>
        Assert.False(ScheduleText.TryRead(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), out _));

    private static void AssertDue(string schedule, string now, string last, string next)
    {
        Assert.Equal(Time(last), Read(schedule).LastDue(Time(now)));
        Assert.Equal(Time(next), Read(schedule).NextDue(Time(now)));
    }

    private static Schedule Read(string text)
    {
        Assert.True(ScheduleText.TryRead(text.Split(' '), out var schedule), text);
        return schedule;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
