namespace AssemblyBot.Core.Phrases;

/// <summary>What Telegram needs besides.</summary>
public sealed record TelegramPhrases
{
    /// <summary>
    /// Stands for a moment where someone's own card opens in a group. It must be fit for all to read: a server that shows
    /// it to everyone does not get the card.
    /// </summary>
    public required Phrase CardOpens { get; init; }

    /// <summary>On a post in a group: the button that leads to the private chat.</summary>
    public required Phrase PrivateChat { get; init; }

    /// <summary>To someone in a group who wants to add a statement.</summary>
    public required Phrase WriteInPrivate { get; init; }

    /// <summary>In answer to a command that was written in the name of a group or a channel, so that nobody can tell whose it is.</summary>
    public required Phrase WhoAsks { get; init; }

    /// <summary>The button below it, which tells who presses.</summary>
    public required Phrase IAsk { get; init; }

    /// <summary>To someone who pressed it when the command was gone or changed.</summary>
    public required Phrase CommandGone { get; init; }
}
