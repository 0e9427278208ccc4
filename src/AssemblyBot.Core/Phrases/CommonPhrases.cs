namespace AssemblyBot.Core.Phrases;

/// <summary>Words used everywhere.</summary>
public sealed record CommonPhrases
{
    public required Phrase Agree { get; init; }
    public required Phrase Disagree { get; init; }
    public required Phrase Pass { get; init; }

    public required Phrase Continue { get; init; }
    public required Phrase Back { get; init; }
    public required Phrase Cancel { get; init; }

    /// <summary>To someone whose request failed inside the program.</summary>
    public required Phrase Failed { get; init; }

    /// <summary>To someone who pressed a button that cannot be read any more.</summary>
    public required Phrase OldButton { get; init; }

    public required Phrase UnknownCommand { get; init; }
    public required Phrase NoSuchAssembly { get; init; }

    /// <summary>To someone who may not do what they asked for.</summary>
    public required Phrase NotAllowed { get; init; }

    /// <summary>In a channel: to someone who asked for something private.</summary>
    public required Phrase InPrivate { get; init; }

    public required Phrase ByOrganiser { get; init; }
    public required Phrase ByParticipant { get; init; }

    /// <summary>A statement's number and author.</summary>
    [Takes("number", "author")]
    public required Phrase StatementLabel { get; init; }
}
