namespace AssemblyBot.Core.Phrases;

/// <summary>Summaries.</summary>
public sealed record SummaryPhrases
{
    [Takes("title")]
    public required Phrase Title { get; init; }

    [Takes("voters", "votes", "statements", "written")]
    public required Phrase Turnout { get; init; }

    [Takes("voters", "votes")]
    public required Phrase Since { get; init; }

    public required Phrase ProgressTitle { get; init; }

    [Takes("enough", "needed", "votes")]
    public required Phrase Progress { get; init; }

    /// <summary>To the reader: how to check a sentence.</summary>
    public required Phrase HowToRead { get; init; }

    public required Phrase CommonGround { get; init; }
    public required Phrase CommonGroundNone { get; init; }

    /// <summary>The title of the same section when there are no groups.</summary>
    public required Phrase MostAgree { get; init; }

    public required Phrase Divides { get; init; }
    public required Phrase DividesNone { get; init; }

    [Takes("count")]
    public required Phrase Groups { get; init; }

    public required Phrase NoGroups { get; init; }

    [Takes("group", "size")]
    public required Phrase Group { get; init; }

    public required Phrase GroupStandsForNothing { get; init; }

    public required Phrase Uncertain { get; init; }
    public required Phrase New { get; init; }

    /// <summary>How many agree, of everyone who voted on the statement.</summary>
    [Takes("count", "total", "percent")]
    public required Phrase Agree { get; init; }

    [Takes("count", "total", "percent")]
    public required Phrase Disagree { get; init; }

    [Takes("count", "total", "percent")]
    public required Phrase Pass { get; init; }

    /// <summary>The same for one group.</summary>
    [Takes("group", "count", "total")]
    public required Phrase GroupAgree { get; init; }

    [Takes("group", "count", "total")]
    public required Phrase GroupDisagree { get; init; }

    [Takes("count")]
    public required Phrase AndMore { get; init; }

    /// <summary>What the map of opinions shows, for those who do not see it: how many people in how many groups.</summary>
    [Takes("people", "groups")]
    public required Phrase MapDescription { get; init; }

    /// <summary>After it, for each group.</summary>
    [Takes("group", "size")]
    public required Phrase MapGroup { get; init; }

    /// <summary>At last, when only some people are drawn.</summary>
    [Takes("drawn")]
    public required Phrase MapShare { get; init; }

    /// <summary>The button that leads to the summary.</summary>
    public required Phrase Button { get; init; }
}
