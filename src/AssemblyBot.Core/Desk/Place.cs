namespace AssemblyBot.Core.Desk;

/// <summary>Where a request was made.</summary>
public abstract record Place
{
    private Place()
    {
    }

    /// <summary>Only the person sees the answer.</summary>
    public sealed record Private : Place
    {
        /// <summary>The one value there is.</summary>
        public static Private Instance { get; } = new();
    }

    /// <summary>Everyone in the channel sees the answer.</summary>
    public sealed record InChannel(ChannelAddress Address) : Place;
}
