namespace AssemblyBot.Core.Cards;

/// <summary>A picture that goes with a card; a platform that shows none leaves it out, so the card has to say enough without it.</summary>
/// <param name="Name">The file's name, of letters that need no escaping, such as <c>opinion-map.png</c>.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Png">The file.</param>
public sealed record CardPicture(string Name, string Description, byte[] Png);
