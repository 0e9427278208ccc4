namespace AssemblyBot.Core.Phrases;

/// <summary>Organising: stages and channels.</summary>
public sealed record OrganisingPhrases
{
    public required Phrase HelpTitle { get; init; }
    public required Phrase HelpNew { get; init; }
    public required Phrase HelpStatus { get; init; }
    public required Phrase HelpOpen { get; init; }
    public required Phrase HelpClose { get; init; }
    public required Phrase HelpLink { get; init; }
    public required Phrase HelpUnlink { get; init; }
    public required Phrase HelpSchedule { get; init; }
    public required Phrase HelpHere { get; init; }

    [Takes("code", "stage")]
    public required Phrase StatusLine { get; init; }

    [Takes("voters", "votes", "statements", "waiting", "channels")]
    public required Phrase StatusCounts { get; init; }

    public required Phrase StageDraft { get; init; }
    public required Phrase StageOpen { get; init; }
    public required Phrase StageStatementsClosed { get; init; }
    public required Phrase StageClosed { get; init; }

    public required Phrase NoAssemblies { get; init; }

    [Takes("title")]
    public required Phrase Opened { get; init; }

    [Takes("title")]
    public required Phrase Closed { get; init; }

    [Takes("title", "schedule")]
    public required Phrase Linked { get; init; }

    [Takes("title")]
    public required Phrase Unlinked { get; init; }

    /// <summary>To whoever linked a channel that takes no posts any more.</summary>
    [Takes("title", "platform", "code")]
    public required Phrase ChannelLost { get; init; }

    /// <summary>To whoever linked a topic that is closed or deleted: posts go to the group around it.</summary>
    [Takes("title", "platform")]
    public required Phrase TopicLost { get; init; }

    /// <summary>In a topic or a group: posts come here from now on.</summary>
    [Takes("title")]
    public required Phrase PostsComeHere { get; init; }

    public required Phrase NotLinked { get; init; }
    public required Phrase OnlyInChannel { get; init; }
    public required Phrase WhichCode { get; init; }

    [Takes("schedule")]
    public required Phrase Scheduled { get; init; }

    /// <summary>What a schedule has to look like, to someone who wrote it otherwise.</summary>
    [Takes("value")]
    public required Phrase WrongSchedule { get; init; }

    [Takes("days", "time", "zone")]
    public required Phrase ScheduleOf { get; init; }

    public required Phrase ScheduleNever { get; init; }
    public required Phrase Monday { get; init; }
    public required Phrase Tuesday { get; init; }
    public required Phrase Wednesday { get; init; }
    public required Phrase Thursday { get; init; }
    public required Phrase Friday { get; init; }
    public required Phrase Saturday { get; init; }
    public required Phrase Sunday { get; init; }

    /// <summary>A stage in words.</summary>
    public Phrase NameOf(Stage stage) => stage switch
    {
        Stage.Draft => StageDraft,
        Stage.Open => StageOpen,
        Stage.StatementsClosed => StageStatementsClosed,
        _ => StageClosed,
    };

    /// <summary>A schedule in words.</summary>
    public string Describe(Schedule schedule) => schedule.IsNever
        ? ScheduleNever
        : ScheduleOf.With(
            ("days", string.Join(", ", schedule.Days.Select(NameOf))),
            ("time", schedule.At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)),
            ("zone", schedule.TimeZone));

    private Phrase NameOf(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        _ => Sunday,
    };
}
