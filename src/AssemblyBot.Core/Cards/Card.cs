namespace AssemblyBot.Core.Cards;

/// <summary>What a person or a channel is shown: content without markup, drawn by each platform in its own way.</summary>
public sealed record Card
{
    /// <summary>What it says, from top to bottom.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>The buttons below it, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<Button>> Rows { get; init; } = [];

    /// <summary>A short sentence on what just happened, shown where a press is answered; null: none.</summary>
    public string? Notice { get; init; }

    /// <summary>A picture that goes with it; null: none.</summary>
    public CardPicture? Picture { get; init; }

    /// <summary>A file that says the same, asked for instead of it; null: none.</summary>
    public CardFile? File { get; init; }

    /// <summary>Who may see it.</summary>
    public Audience Audience { get; init; } = Audience.Person;

    /// <summary>Whether it stays: the next card is shown below it and does not replace it.</summary>
    public bool Stays { get; init; }

    /// <summary>Whether it says that the person may not do what they asked for.</summary>
    public bool IsDenial { get; init; }

    /// <summary>The form that asks for the same as the card; null: it asks for nothing.</summary>
    public Form? Form { get; init; }

    /// <summary>The language it is in, a two-letter code; empty: that of the person it answers, set by <see cref="FrontDesk"/>.</summary>
    public string Language { get; init; } = "";
}
