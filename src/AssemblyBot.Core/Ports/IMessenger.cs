namespace AssemblyBot.Core.Ports;

/// <summary>Posts what the assembly says by itself on one platform, paced as the platform wants it.</summary>
public interface IMessenger
{
    /// <summary>The platform's name in lower case, such as <c>telegram</c>.</summary>
    string Platform { get; }

    /// <summary>
    /// The card in as many parts as the platform's limits need, split at its sections. Pure: equal cards give equal parts.
    /// </summary>
    IReadOnlyList<Card> Split(Card card);

    /// <summary>Posts one part to a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="part">One of the cards that <see cref="Split"/> returned.</param>
    /// <param name="key">
    /// The part's name, such as <c>summary:1:2026-02-19T17:00Z:3/1</c>: the same at every attempt, and no other part's, so
    /// that a platform that can tell repetitions apart by a name posts it once. It holds numbers of people and
    /// statements: what leaves the process is a hash of it.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, string key, CancellationToken cancellationToken);

    /// <summary>Posts one part to a person, by the address that <see cref="Account.SealedAddress"/> holds.</summary>
    /// <inheritdoc cref="PostAsync(ChannelAddress, Card, string, CancellationToken)" path="/param"/>
    Task<PostOutcome> PostAsync(string address, Card part, string key, CancellationToken cancellationToken);
}
