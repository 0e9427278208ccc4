namespace AssemblyBot.Telegram.Api;

/// <summary>One element of an answer to a poll.</summary>
/// <param name="Id">Its number; null when it has none that can be read.</param>
/// <param name="Update">The update; null when it cannot be read.</param>
internal readonly record struct Delivery(long? Id, Update? Update);
