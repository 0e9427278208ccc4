namespace AssemblyBot.Core.Ports;

/// <summary>What a platform made of a post.</summary>
public abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Posted : PostOutcome;

    /// <summary>
    /// It is in another place of the same chat, <paramref name="Address"/>, because the one it was meant for is gone.
    /// </summary>
    public sealed record PostedElsewhere(ChannelAddress Address) : PostOutcome;

    /// <summary>It is not there; it may be tried again after <paramref name="Delay"/>.</summary>
    public sealed record TryAgain(TimeSpan Delay) : PostOutcome;

    /// <summary>The platform refuses this destination for good.</summary>
    public sealed record Gone(string Because) : PostOutcome;

    /// <summary>The chat has a new id; the post is to be tried there.</summary>
    public sealed record Moved(string NewChat) : PostOutcome;

    /// <summary>No answer came: it may be there. It is not posted again.</summary>
    public sealed record Unknown : PostOutcome;
}
