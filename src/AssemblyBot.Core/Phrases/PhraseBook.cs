namespace AssemblyBot.Core.Phrases;

/// <summary>
/// Every sentence that the assembly says, in one language; read from a file of <c>config/phrases</c>. Each section is
/// an object of that file.
/// </summary>
public sealed record PhraseBook
{
    /// <summary>The language's two-letter code; also the name of the file.</summary>
    public required string Language { get; init; }

    /// <summary>The language's name in that language.</summary>
    public required string Name { get; init; }

    /// <summary>Words used everywhere.</summary>
    public required CommonPhrases Common { get; init; }

    /// <summary>What the commands are described as in the menus of the platforms.</summary>
    public required CommandPhrases Commands { get; init; }

    /// <summary>Coming in, consent and leaving.</summary>
    public required JoiningPhrases Joining { get; init; }

    /// <summary>Voting and one's own votes.</summary>
    public required VotingPhrases Voting { get; init; }

    /// <summary>Writing statements, and what becomes of them.</summary>
    public required WritingPhrases Writing { get; init; }

    /// <summary>Moderating.</summary>
    public required ModeratingPhrases Moderating { get; init; }

    /// <summary>Organising: stages and channels.</summary>
    public required OrganisingPhrases Organising { get; init; }

    /// <summary>Creating an assembly from a chat.</summary>
    public required FoundingPhrases Founding { get; init; }

    /// <summary>Making several accounts one participant.</summary>
    public required LinkingPhrases Linking { get; init; }

    /// <summary>Summaries.</summary>
    public required SummaryPhrases Summary { get; init; }

    /// <summary>Poor networks.</summary>
    public required NetworkPhrases Network { get; init; }

    /// <summary>Telegram.</summary>
    public required TelegramPhrases Telegram { get; init; }

    /// <summary>Discord.</summary>
    public required DiscordPhrases Discord { get; init; }

    /// <summary>The terminal.</summary>
    public required TerminalPhrases Terminal { get; init; }
}
