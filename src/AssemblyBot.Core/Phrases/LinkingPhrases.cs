namespace AssemblyBot.Core.Phrases;

/// <summary>Making several accounts one participant.</summary>
public sealed record LinkingPhrases
{
    public required Phrase Title { get; init; }

    [Takes("code", "minutes")]
    public required Phrase YourCode { get; init; }

    [Takes("code")]
    public required Phrase HowToUse { get; init; }

    /// <summary>What linking does to votes and messages.</summary>
    public required Phrase WhatHappens { get; init; }

    public required Phrase HowToUndo { get; init; }

    /// <summary>Against codes that change hands.</summary>
    public required Phrase OnlyYours { get; init; }

    public required Phrase Linked { get; init; }

    [Takes("minutes")]
    public required Phrase Wrong { get; init; }

    /// <summary>To someone who sent a code from an account that is linked already.</summary>
    public required Phrase Same { get; init; }

    [Takes("minutes")]
    public required Phrase TooMany { get; init; }

    /// <summary>To someone of whom nothing is stored, and who sent no code.</summary>
    public required Phrase NothingYet { get; init; }
}
