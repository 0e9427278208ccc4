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
    public sealed record Asked(Request Request, ChatSpot Spot, bool IsPrivate, PressedButton? Press) : Incoming;

    /// <summary>A command of someone who writes as a group or a channel: nobody can tell who it is.</summary>
    public sealed record Nameless(ChatSpot Spot) : Incoming;

    /// <summary>A chat has a new id.</summary>
    public sealed record Moved(long OldChat, long NewChat) : Incoming;

    /// <summary>The bot was removed from a chat.</summary>
    public sealed record Removed(long Chat) : Incoming;

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
internal sealed record PressedButton(string Query, long? Message, bool ForAnyone);
