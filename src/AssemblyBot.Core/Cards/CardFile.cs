namespace AssemblyBot.Core.Cards;

/// <summary>A text file that says the same as a card; a platform that sends no files shows the card.</summary>
/// <param name="Name">The file's name, of letters that need no escaping, such as <c>summary.txt</c>.</param>
/// <param name="Description">What it holds, in a line or two.</param>
/// <param name="Text">The text.</param>
public sealed record CardFile(string Name, string Description, string Text);
