namespace AssemblyBot.Core.Cards;

/// <summary>A button: a label in words, and what it asks for.</summary>
public sealed record Button(string Label, CardAction Action, Tone Tone = Tone.Plain);

/// <summary>How a button looks where a platform can show it; the label says it in any case.</summary>
public enum Tone
{
    /// <summary>As any other.</summary>
    Plain = 0,

    /// <summary>The expected next step.</summary>
    Main = 1,

    /// <summary>Yes.</summary>
    Positive = 2,

    /// <summary>No.</summary>
    Negative = 3,
}
