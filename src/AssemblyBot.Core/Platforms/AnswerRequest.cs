namespace AssemblyBot.Core.Platforms;

/// <summary>Answers a request with a card, or with nothing: the front desk, as a platform sees it.</summary>
public delegate Task<Card?> AnswerRequest(Request request, CancellationToken cancellationToken);
