namespace AssemblyBot.Worker.Rehearsals;

/// <summary>The channel of a rehearsal: takes what the assembly says by itself.</summary>
internal sealed class RehearsalMessenger : IMessenger
{
    private int _toPeople;

    /// <summary>The platform's name.</summary>
    public const string Name = "rehearsal";

    /// <summary>The one channel there is.</summary>
    public static ChannelAddress Channel { get; } = new(Name, "channel");

    public string Platform => Name;

    /// <summary>What was posted to the channel, the oldest first.</summary>
    public List<Card> Posts { get; } = [];

    /// <summary>How many messages people got.</summary>
    public int ToPeople => _toPeople;

    public IReadOnlyList<Card> Split(Card card) => [card];

    public Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken)
    {
        lock (Posts)
            Posts.Add(part);
        return Task.FromResult<PostOutcome>(new PostOutcome.Posted());
    }

    public Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _toPeople);
        return Task.FromResult<PostOutcome>(new PostOutcome.Posted());
    }
}
