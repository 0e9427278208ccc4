namespace AssemblyBot.Core.Phrases;

/// <summary>Coming in, consent and leaving.</summary>
public sealed record JoiningPhrases
{
    /// <summary>Above the open assemblies.</summary>
    public required Phrase Choose { get; init; }

    public required Phrase NothingOpen { get; init; }

    /// <summary>To someone whose join code is unknown.</summary>
    [Takes("code")]
    public required Phrase NoSuchCode { get; init; }

    public required Phrase NotOpenYet { get; init; }

    [Takes("time")]
    public required Phrase OpensAt { get; init; }

    public required Phrase IsClosed { get; init; }

    /// <summary>What taking part means, in one sentence, with how many statements there are.</summary>
    [Takes("count")]
    public required Phrase HowItWorks { get; init; }

    public required Phrase ConsentTitle { get; init; }

    /// <summary>The consent text: one paragraph each.</summary>
    public required Phrase WhatIsStored { get; init; }

    public required Phrase WhoCanSee { get; init; }

    [Takes("licence")]
    public required Phrase Licence { get; init; }

    public required Phrase HowToErase { get; init; }

    public required Phrase Accept { get; init; }
    public required Phrase Decline { get; init; }
    public required Phrase Declined { get; init; }

    /// <summary>The notice after consenting.</summary>
    public required Phrase Welcome { get; init; }

    /// <summary>On a card in a channel.</summary>
    public required Phrase TakePart { get; init; }

    /// <summary>On a card in a channel: that votes are cast in private.</summary>
    public required Phrase TakePartPrivately { get; init; }

    /// <summary>On a card in a channel on which no button can lead to the private chat.</summary>
    [Takes("code")]
    public required Phrase TakePartByCode { get; init; }

    public required Phrase ChooseLanguage { get; init; }

    [Takes("language")]
    public required Phrase LanguageSet { get; init; }

    [Takes("code", "codes")]
    public required Phrase NoSuchLanguage { get; init; }

    public required Phrase Stopped { get; init; }

    public required Phrase ForgetTitle { get; init; }
    public required Phrase ForgetExplained { get; init; }

    /// <summary>Of someone who has written nothing: what shall become of the votes, and the two answers.</summary>
    public required Phrase ForgetWhatVotes { get; init; }

    public required Phrase ForgetKeepVotes { get; init; }
    public required Phrase ForgetEverything { get; init; }

    /// <summary>Of someone who has written statements: what shall become of them and of the votes, and the four answers.</summary>
    public required Phrase ForgetWhatBoth { get; init; }

    public required Phrase ForgetKeepBoth { get; init; }
    public required Phrase ForgetTakeVotes { get; init; }
    public required Phrase ForgetTakeStatements { get; init; }
    public required Phrase ForgetTakeBoth { get; init; }

    public required Phrase Forgotten { get; init; }
    public required Phrase NothingToForget { get; init; }

    public required Phrase HelpTitle { get; init; }

    /// <summary>One line of the help: a command and what it does.</summary>
    [Takes("command", "does")]
    public required Phrase HelpLine { get; init; }

    /// <summary>At the end of the help: how votes are kept.</summary>
    public required Phrase HelpPrivacy { get; init; }

    public required Phrase ClaimHow { get; init; }
    public required Phrase ClaimWrong { get; init; }
    public required Phrase ClaimedOrganiser { get; init; }
    public required Phrase ClaimedModerator { get; init; }
}
