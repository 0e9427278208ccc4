namespace AssemblyBot.Discord.Updates;

/// <summary>What an interaction means to the bot.</summary>
internal abstract record Incoming
{
    private Incoming()
    {
    }

    /// <summary>A person asks for something.</summary>
    /// <param name="Request">What they ask for.</param>
    /// <param name="From">The interaction to answer.</param>
    /// <param name="Replaces">Whether the answer takes the place of the card it was asked on.</param>
    public sealed record Asked(Request Request, Interaction From, bool Replaces) : Incoming;

    /// <summary>An organiser's command that changes what is posted to a channel.</summary>
    /// <param name="Request">What they ask for; its place is the channel it is about.</param>
    /// <param name="From">The interaction to answer.</param>
    /// <param name="Channel">The channel it is about.</param>
    public sealed record Organised(Request Request, Interaction From, ulong Channel) : Incoming;

    /// <summary>Nothing to do.</summary>
    public sealed record Nothing : Incoming
    {
        /// <summary>The one value there is.</summary>
        public static Nothing Instance { get; } = new();
    }
}
