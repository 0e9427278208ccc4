using Microsoft.Extensions.Logging;

namespace AssemblyBot.Core.Posting;

/// <summary>
/// Sends what is queued. What is about to be sent is written down first, so that a restart posts what is missing and
/// repeats nothing: a part whose fate is unknown is not sent again.
/// </summary>
public sealed partial class Outbox
{
    private const int PostsAtOnce = 200;
    private static readonly TimeSpan WithoutMessenger = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WhileEarly = TimeSpan.FromMinutes(1);

    private readonly IAssemblyStore _store;
    private readonly AssemblyHall _hall;
    private readonly Recorder _recorder;
    private readonly IdentityVault _vault;
    private readonly PostCards _cards;
    private readonly Dictionary<string, IMessenger> _messengers;
    private readonly TimeProvider _clock;
    private readonly HeldLeases _leases;
    private readonly ILogger<Outbox> _logger;

    internal Outbox(
        IAssemblyStore store,
        AssemblyHall hall,
        Recorder recorder,
        IdentityVault vault,
        PostCards cards,
        IEnumerable<IMessenger> messengers,
        TimeProvider clock,
        ILogger<Outbox> logger,
        HeldLeases leases)
    {
        _leases = leases;
        _store = store;
        _hall = hall;
        _recorder = recorder;
        _vault = vault;
        _cards = cards;
        _messengers = messengers.ToDictionary(messenger => messenger.Platform, StringComparer.Ordinal);
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Sends every post whose time has come; posts to different destinations go out side by side.</summary>
    /// <returns>How many posts are settled: sent whole, or given up.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        // Everything of this round belongs to the term in which it was read, also when another one begins meanwhile.
        var fence = _leases.FenceOf(HeldLeases.Posting);
        var due = await _store.GetDuePostsAsync(_clock.GetUtcNow(), PostsAtOnce, cancellationToken);
        var lines = due.GroupBy(post => (post.Channel, post.Participant))
            .Select(line => SendLineAsync([.. line], fence, cancellationToken));
        return (await Task.WhenAll(lines)).Sum();
    }

    /// <summary>Sends the posts of one destination in order; the first one that has to wait holds the others back.</summary>
    private async Task<int> SendLineAsync(IReadOnlyList<Post> line, Fence? fence, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var post in line)
        {
            try
            {
                if (!await SendAsync(post, fence, cancellationToken))
                    break;
                sent++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SendFailed(_logger, post.Id, exception);
                break;
            }
        }

        return sent;
    }

    private async Task<bool> SendAsync(Post post, Fence? fence, CancellationToken cancellationToken)
    {
        if (_cards.IsEarly(post, _clock.GetUtcNow()))
            return await PostponeAsync(post, fence, post.PartsPosted, WhileEarly, cancellationToken);
        if (await FindDestinationsAsync(post, cancellationToken) is not [_, ..] destinations)
            return await SettleAsync(post, fence, PostState.Refused, post.PartsPosted, cancellationToken);

        foreach (var destination in destinations.SkipLast(1))
        {
            if (await SendToAsync(post, fence, destination, hasAnother: true, cancellationToken) is { } isSettled)
                return isSettled;
        }

        return await SendToAsync(post, fence, destinations[^1], hasAnother: false, cancellationToken) ?? false;
    }

    /// <returns>
    /// Whether the post is settled; null: this destination refuses it for good, nothing of it was sent, and there is another.
    /// </returns>
    private async Task<bool?> SendToAsync(
        Post post, Fence? fence, Destination destination, bool hasAnother, CancellationToken cancellationToken)
    {
        if (!_messengers.TryGetValue(destination.Platform, out var messenger))
            return await PostponeAsync(post, fence, post.PartsPosted, WithoutMessenger, cancellationToken);
        if (await _cards.RenderAsync(post, destination.Language, cancellationToken) is not { } card)
            return await SettleAsync(post, fence, PostState.Refused, post.PartsPosted, cancellationToken);

        var parts = messenger.Split(card);
        for (var part = post.PartsPosted; part < parts.Count; part++)
        {
            await SettleAsync(post, fence, PostState.Sending, part + 1, cancellationToken);
            switch (await destination.PostAsync(messenger, parts[part], $"{post.Key}/{part + 1}", cancellationToken))
            {
                case PostOutcome.PostedElsewhere elsewhere when post.Channel is { } channel:
                    await FollowAsync(channel, elsewhere.Address, cancellationToken);
                    destination = destination with { Channel = elsewhere.Address };
                    break;
                case PostOutcome.TryAgain again:
                    return await PostponeAsync(post, fence, part, again.Delay, cancellationToken);
                case PostOutcome.Moved moved when post.Channel is not null:
                    await _recorder.RecordAsync(
                        new Change.MoveChat(destination.Platform, destination.Chat, moved.NewChat), cancellationToken);
                    return await PostponeAsync(post, fence, part, TimeSpan.Zero, cancellationToken);
                case PostOutcome.Moved or PostOutcome.Gone when hasAnother && part == post.PartsPosted:
                    return null;
                case PostOutcome.Moved:
                    await GiveUpAsync(post, "the person's private chat has moved", cancellationToken);
                    return await SettleAsync(post, fence, PostState.Refused, part, cancellationToken);
                case PostOutcome.Gone gone:
                    await GiveUpAsync(post, gone.Because, cancellationToken);
                    return await SettleAsync(post, fence, PostState.Refused, part, cancellationToken);
                case PostOutcome.Unknown:
                    FateUnknown(_logger, post.Id, part + 1, parts.Count);
                    break;
            }
        }

        return await SettleAsync(post, fence, PostState.Posted, parts.Count, cancellationToken);
    }

    /// <summary>
    /// Where a post may go: a channel, or a participant's accounts, the one they came with first at the head; those that no
    /// messenger reaches at the moment are left out when there are others.
    /// </summary>
    private async Task<IReadOnlyList<Destination>> FindDestinationsAsync(Post post, CancellationToken cancellationToken)
    {
        if (post.Channel is { } channel)
        {
            return _hall.Channels.FirstOrDefault(linked => linked.Id == channel && linked.DisabledBecause is null) is { } record
                ? [new Destination(record.Address.Platform, record.Address.Chat, record.Language, record.Address)]
                : [];
        }

        var participant = post.Participant!.Value;
        var accounts = await _store.GetAccountsAsync(participant, cancellationToken);
        if (accounts.Count == 0)
            return [];
        var reachable = accounts.Where(account => _messengers.ContainsKey(account.Platform)).DefaultIfEmpty(accounts[0]);
        var language = (await _store.GetParticipantAsync(participant, cancellationToken))?.Language;
        return [.. reachable.Select(account => new Destination(account.Platform, _vault.Open(account), language, null))];
    }

    /// <summary>Links the place where posts go now instead of the one that is gone, and tells whoever linked that one, once.</summary>
    private async Task FollowAsync(ChannelId channel, ChannelAddress to, CancellationToken cancellationToken)
    {
        if (_hall.Channels.FirstOrDefault(linked => linked.Id == channel) is not { } link)
            return;

        PlaceLost(_logger, channel);
        IReadOnlyList<Account> accounts = link.LinkedBy is { } linker ? await _store.GetAccountsAsync(linker, cancellationToken) : [];
        var changes = Moves.Of(link, to, accounts is [var first, ..] ? first : null, _clock.GetUtcNow()).ToList();
        if (link.LinkedBy is { } organiser)
        {
            changes.Add(new Change.Enqueue(new Post
            {
                Key = $"topic:{channel.Value}",
                Assembly = link.Assembly,
                Participant = organiser,
                Message = new Message.TopicLost(link.Address.Platform),
            }));
        }

        await _recorder.RecordAsync([.. changes.Select(change => new Entry(change, null))], null, cancellationToken);
    }

    /// <summary>
    /// A channel gets no more posts. A person's wishes stay: someone who blocks the bot and takes that back is told of new
    /// statements again; platforms remember whom they cannot reach.
    /// </summary>
    private async Task GiveUpAsync(Post post, string because, CancellationToken cancellationToken)
    {
        Refused(_logger, post.Id, because);
        if (post.Channel is { } channel)
            await _recorder.RecordAsync(new Change.DisableChannel(channel, because, _clock.GetUtcNow()), cancellationToken);
    }

    /// <returns>True: the next post of this destination may go.</returns>
    private async Task<bool> SettleAsync(Post post, Fence? fence, PostState state, int parts, CancellationToken cancellationToken)
    {
        await RecordAsync(new Change.Settle(post.Id, state, parts, null), fence, cancellationToken);
        return true;
    }

    /// <returns>False: this destination has to wait.</returns>
    private async Task<bool> PostponeAsync(Post post, Fence? fence, int parts, TimeSpan delay, CancellationToken cancellationToken)
    {
        await RecordAsync(
            new Change.Settle(post.Id, PostState.Waiting, parts, _clock.GetUtcNow() + delay), fence, cancellationToken);
        return false;
    }

    private Task<IReadOnlyList<Outcome>> RecordAsync(Change.Settle change, Fence? fence, CancellationToken cancellationToken) =>
        _recorder.RecordAsync([new Entry(change, null) { Fence = fence }], null, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Post {Post} was not sent; it is tried again")]
    private static partial void SendFailed(ILogger logger, long post, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Channel}: its topic is closed or deleted; the chat around it gets the posts from now on")]
    private static partial void PlaceLost(ILogger logger, ChannelId channel);

    [LoggerMessage(LogLevel.Warning, "Post {Post}: no answer came to part {Part} of {Parts}; it is not sent again")]
    private static partial void FateUnknown(ILogger logger, long post, int part, int parts);

    [LoggerMessage(LogLevel.Warning, "Post {Post} was refused for good: {Because}")]
    private static partial void Refused(ILogger logger, long post, string because);

    private sealed record Destination(string Platform, string Chat, string? Language, ChannelAddress? Channel)
    {
        public Task<PostOutcome> PostAsync(IMessenger messenger, Card part, string key, CancellationToken cancellationToken) =>
            Channel is { } channel
                ? messenger.PostAsync(channel, part, key, cancellationToken)
                : messenger.PostAsync(Chat, part, key, cancellationToken);
    }
}
