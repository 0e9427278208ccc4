namespace AssemblyBot.Telegram.Updates;

/// <summary>What an update means to the bot.</summary>
internal abstract record Incoming
{
    private Incoming()
    {
    }

    /// <summary>A person asks for something.</summary>
    /// <param name="Request">What they ask for.</param>
    /// <param name="Spot">Where the answer belongs.</param>
    /// <param name="IsPrivate">Whether only the person sees that chat.</param>
    /// <param name="Press">The button they pressed; null: they wrote.</param>
    public sealed record Asked(Request Request, ChatSpot Spot, bool IsPrivate, PressedButton? Press) : Incoming
    {
        /// <summary>Where in a group the answer belongs that they alone may see; null: the chat as a whole sees it.</summary>
        public OwnPlace? Own { get; init; }
    }

    /// <summary>A command of someone who writes as a group or a channel: nobody can tell who it is.</summary>
    /// <param name="Spot">Where it was written.</param>
    /// <param name="Message">The message that holds it.</param>
    /// <param name="Digest">Tells its words from any others.</param>
    public sealed record Nameless(ChatSpot Spot, long Message, long Digest) : Incoming;

    /// <summary>Someone owned up to a command that is gone, or reads otherwise now.</summary>
    public sealed record CommandGone(ChatSpot Spot, string Query, Person Person) : Incoming;

    /// <summary>A chat has a new id.</summary>
    public sealed record Moved(long OldChat, long NewChat) : Incoming;

    /// <summary>The bot was removed from a chat.</summary>
    public sealed record Removed(long Chat) : Incoming;

    /// <summary>The bot is in a chat, with rights that may be new.</summary>
    public sealed record Welcomed(long Chat) : Incoming;

    /// <summary>Nothing to do.</summary>
    public sealed record Nothing : Incoming
    {
        /// <summary>The one value there is.</summary>
        public static Nothing Instance { get; } = new();
    }
}

/// <summary>A pressed button.</summary>
/// <param name="Query">What to answer.</param>
/// <param name="Message">The message to edit; null: it cannot be edited, a new one takes its place.</param>
/// <param name="ForAnyone">Whether the button was for everyone, so that its message must not change for one person.</param>
internal sealed record PressedButton(string Query, long? Message, bool ForAnyone)
{
    /// <summary>Whether it owns up to a command: whoever may give it changes the message, and nobody else.</summary>
    public bool Confirms { get; init; }
}

/// <summary>Where in a group a card belongs that one member alone sees.</summary>
/// <param name="Receiver">The member's account.</param>
/// <param name="Message">Their card, which the answer takes the place of; null: a new one opens.</param>
internal sealed record OwnPlace(long Receiver, long? Message)
{
    /// <summary>Whether a new one may be shown in place of the post whose button was pressed.</summary>
    public bool TakesPlace { get; init; }

    /// <summary>The command that nobody else sees and that is answered; null: a press is.</summary>
    public long? Command { get; init; }

    /// <summary>Whether the chat is of a kind that has such cards: a group, no channel.</summary>
    public required bool IsInGroup { get; init; }

    /// <summary>When the update was taken in hand, as a timestamp of the clock.</summary>
    public required long At { get; init; }
}
