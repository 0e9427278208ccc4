namespace AssemblyBot.Core.Desk;

/// <summary>Answers every request with a card.</summary>
public sealed class FrontDesk
{
    /// <summary>
    /// The card that answers a request; null when there is nothing to say. A person's mistake gets a card; only the
    /// program's own failure is an exception.
    /// </summary>
    public Task<Card?> AnswerAsync(Request request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
