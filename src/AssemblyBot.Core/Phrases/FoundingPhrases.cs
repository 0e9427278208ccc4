namespace AssemblyBot.Core.Phrases;

/// <summary>Creating an assembly from a chat.</summary>
public sealed record FoundingPhrases
{
    /// <summary>The title of the form, in at most 45 characters (the limit of Discord's forms).</summary>
    public required Phrase FormTitle { get; init; }

    /// <summary>What a new assembly is like, above the fields.</summary>
    public required Phrase WhatItIs { get; init; }

    /// <summary>The labels of the fields, in at most 45 characters each, and their hints, in at most 100.</summary>
    public required Phrase Title { get; init; }

    public required Phrase TitleHint { get; init; }
    public required Phrase Question { get; init; }
    public required Phrase QuestionHint { get; init; }
    public required Phrase Code { get; init; }
    public required Phrase CodeHint { get; init; }
    public required Phrase Statements { get; init; }
    public required Phrase StatementsHint { get; init; }

    /// <summary>The button that opens the form again.</summary>
    public required Phrase FillIn { get; init; }

    /// <summary>How it is written where there are no forms, and an example.</summary>
    public required Phrase How { get; init; }

    public required Phrase Example { get; init; }

    public required Phrase Incomplete { get; init; }

    /// <summary>A field is too long.</summary>
    [Takes("field", "length", "limit")]
    public required Phrase TooLong { get; init; }

    /// <summary>The name of one of the statements, as a field that is too long.</summary>
    [Takes("number")]
    public required Phrase StatementNumber { get; init; }

    [Takes("number", "other")]
    public required Phrase SameTwice { get; init; }

    [Takes("code")]
    public required Phrase WrongCode { get; init; }

    [Takes("code")]
    public required Phrase CodeTaken { get; init; }

    /// <summary>The introduction of an assembly whose organiser wrote none.</summary>
    public required Phrase Introduction { get; init; }

    [Takes("code", "count")]
    public required Phrase Created { get; init; }

    [Takes("code")]
    public required Phrase NextLink { get; init; }

    [Takes("code")]
    public required Phrase NextOpen { get; init; }
}
