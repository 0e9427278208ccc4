namespace AssemblyBot.Core.Cards;

/// <summary>What a summary comes as; where a platform has no files, or there is no map yet, as a card.</summary>
public enum SummaryForm
{
    /// <summary>A card.</summary>
    Card = 0,

    /// <summary>A text file.</summary>
    File = 1,

    /// <summary>The map of opinions, as a picture.</summary>
    Map = 2,
}
