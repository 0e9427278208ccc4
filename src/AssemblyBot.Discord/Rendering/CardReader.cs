namespace AssemblyBot.Discord.Rendering;

/// <summary>What the drawing of a card depends on beside the card.</summary>
/// <param name="Person">Who can press its buttons; <see cref="DiscordPeople.Anyone"/> for a post to everyone.</param>
/// <param name="Book">The language of the reader's Discord, for the names of commands.</param>
/// <param name="Seal">Puts actions into buttons.</param>
/// <param name="WayIn">What a button does that leads into the assembly with a join code.</param>
internal sealed record CardReader(Person Person, PhraseBook Book, ButtonSeal Seal, Func<string?, CardAction> WayIn);
