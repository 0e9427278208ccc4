namespace AssemblyBot.Core.Phrases;

/// <summary>
/// What Discord needs besides. A name is that of a command or of one of its options: 1 to 32 small letters, digits,
/// <c>-</c> and <c>_</c>, without spaces; a description has at most 100 characters.
/// </summary>
public sealed record DiscordPhrases
{
    public required Phrase VoteName { get; init; }
    public required Phrase StatementName { get; init; }
    public required Phrase SummaryName { get; init; }
    public required Phrase MyVotesName { get; init; }
    public required Phrase MyStatementsName { get; init; }
    public required Phrase AssembliesName { get; init; }
    public required Phrase LanguageName { get; init; }
    public required Phrase StopName { get; init; }
    public required Phrase ForgetName { get; init; }
    public required Phrase HelpName { get; init; }
    public required Phrase QueueName { get; init; }
    public required Phrase AssemblyName { get; init; }

    public required Phrase ClaimName { get; init; }
    public required Phrase ClaimDescription { get; init; }
    public required Phrase LinkName { get; init; }

    public required Phrase NewName { get; init; }
    public required Phrase NewDescription { get; init; }
    public required Phrase OpenName { get; init; }
    public required Phrase OpenDescription { get; init; }
    public required Phrase CloseName { get; init; }
    public required Phrase CloseDescription { get; init; }
    public required Phrase StatusName { get; init; }
    public required Phrase StatusDescription { get; init; }
    public required Phrase LinkChannelName { get; init; }
    public required Phrase LinkChannelDescription { get; init; }
    public required Phrase UnlinkChannelName { get; init; }
    public required Phrase UnlinkChannelDescription { get; init; }
    public required Phrase ScheduleName { get; init; }
    public required Phrase ScheduleDescription { get; init; }

    public required Phrase CodeOption { get; init; }
    public required Phrase AssemblyCodeDescription { get; init; }
    public required Phrase SetupCodeDescription { get; init; }
    public required Phrase LinkCodeDescription { get; init; }
    public required Phrase LanguageOption { get; init; }
    public required Phrase LanguageDescription { get; init; }
    public required Phrase PostLanguageDescription { get; init; }
    public required Phrase ChannelOption { get; init; }
    public required Phrase ChannelDescription { get; init; }
    public required Phrase NumberOption { get; init; }
    public required Phrase NumberDescription { get; init; }
    public required Phrase DaysOption { get; init; }
    public required Phrase DaysDescription { get; init; }
    public required Phrase TimeOption { get; init; }
    public required Phrase TimeDescription { get; init; }
    public required Phrase ZoneOption { get; init; }
    public required Phrase ZoneDescription { get; init; }

    /// <summary>To someone who may not change what is posted to a channel.</summary>
    public required Phrase NeedsManageChannels { get; init; }

    /// <summary>The bot may not post to a channel.</summary>
    [Takes("permissions")]
    public required Phrase BotLacks { get; init; }

    /// <summary>The channel is another server's, or the bot cannot see it.</summary>
    public required Phrase NoSuchChannel { get; init; }

    /// <summary>The channel is of a kind that takes no posts.</summary>
    public required Phrase WrongKindOfChannel { get; init; }

    public required Phrase Invited { get; init; }
    public required Phrase InvitedAndPinned { get; init; }
    public required Phrase PinByHand { get; init; }

    /// <summary>The bot may post to a channel, and not attach files there.</summary>
    public required Phrase WithoutMap { get; init; }

    /// <summary>Permissions as Discord's settings call them.</summary>
    public required Phrase ViewChannel { get; init; }

    public required Phrase SendMessages { get; init; }
    public required Phrase SendMessagesInThreads { get; init; }
    public required Phrase CreatePosts { get; init; }
    public required Phrase EmbedLinks { get; init; }
}
