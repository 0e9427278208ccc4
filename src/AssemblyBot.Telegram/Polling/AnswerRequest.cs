namespace AssemblyBot.Telegram.Polling;

/// <summary>Answers a request with a card, or with nothing: the front desk, as this project sees it.</summary>
internal delegate Task<Card?> AnswerRequest(Request request, CancellationToken cancellationToken);
