using AssemblyBot.Core.Cards;
using AssemblyBot.Core.Channels;
using AssemblyBot.Core.Ports;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>The platform <c>test</c>: takes down what is posted, and answers as the test wants it to.</summary>
public sealed class RecordingMessenger : IMessenger
{
    /// <summary>The platform's name.</summary>
    public const string Name = "test";

    private readonly Lock _gate = new();
    private readonly List<RecordedPost> _posts = [];
    private readonly Queue<PostOutcome> _answers = new();

    public string Platform => Name;

    /// <summary>Whether each block of a card is a part of its own; default: a card is one part.</summary>
    public bool SplitsAtBlocks { get; set; }

    /// <summary>Called before each post; throws to end the process there, as far as a test can.</summary>
    public Action<RecordedPost>? BeforePost { get; set; }

    /// <summary>Everything that reached the platform, the oldest first.</summary>
    public IReadOnlyList<RecordedPost> Posts
    {
        get
        {
            lock (_gate)
            {
                return [.. _posts];
            }
        }
    }

    /// <summary>A channel of the platform.</summary>
    public static ChannelAddress Channel(string name) => new(Name, $"chat-of-{name}");

    /// <summary>What reached a channel.</summary>
    public IReadOnlyList<Card> In(ChannelAddress channel) =>
        [.. Posts.Where(post => post.Channel == channel).Select(post => post.Card)];

    /// <summary>What reached a person.</summary>
    public IReadOnlyList<Card> To(TestPerson person) =>
        [.. Posts.Where(post => post.Address == person.Identity.Address).Select(post => post.Card)];

    /// <summary>Answers the next posts like this, then with success again. Only <c>Posted</c> and <c>Unknown</c> are taken down.</summary>
    public void Answer(params IReadOnlyList<PostOutcome> outcomes)
    {
        lock (_gate)
        {
            foreach (var outcome in outcomes)
                _answers.Enqueue(outcome);
        }
    }

    public IReadOnlyList<Card> Split(Card card) =>
        SplitsAtBlocks ? [.. card.Blocks.Select(block => card with { Blocks = [block] })] : [card];

    public Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken) =>
        Task.FromResult(Take(new RecordedPost(channel, null, part, key)));

    public Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken) =>
        Task.FromResult(Take(new RecordedPost(null, address, part, key)));

    private PostOutcome Take(RecordedPost post)
    {
        lock (_gate)
        {
            BeforePost?.Invoke(post);
            var outcome = _answers.TryDequeue(out var wanted) ? wanted : new PostOutcome.Posted();
            if (outcome is PostOutcome.Posted or PostOutcome.Unknown)
                _posts.Add(post);
            return outcome;
        }
    }
}

/// <summary>One part of something posted.</summary>
/// <param name="Channel">The channel it went to; null: to a person.</param>
/// <param name="Address">The address of the person it went to; null: to a channel.</param>
/// <param name="Card">What it said.</param>
/// <param name="Key">The name the part was posted under.</param>
public sealed record RecordedPost(ChannelAddress? Channel, string? Address, Card Card, string Key);
