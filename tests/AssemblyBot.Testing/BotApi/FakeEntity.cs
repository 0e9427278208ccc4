namespace AssemblyBot.Testing.BotApi;

/// <summary>A formatted part of a message's text.</summary>
/// <param name="Type">The Bot API's word, such as <c>bold</c>.</param>
/// <param name="Offset">Where it starts, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Url">Where a <c>text_link</c> leads.</param>
/// <param name="Language">The language of a <c>pre</c> block.</param>
public sealed record FakeEntity(string Type, int Offset, int Length, string? Url = null, string? Language = null);
