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
    Task<PostOutcome> PostAsync(ChannelAddress channel, Card part, CancellationToken cancellationToken);

    /// <summary>Posts one part to a person, by the address that <see cref="Account.SealedAddress"/> holds.</summary>
    Task<PostOutcome> PostAsync(string address, Card part, CancellationToken cancellationToken);
}
