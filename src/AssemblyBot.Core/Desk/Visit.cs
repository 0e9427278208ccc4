namespace AssemblyBot.Core.Desk;

/// <summary>One request together with what is known of the person who makes it.</summary>
internal sealed record Visit
{
    public required Request Request { get; init; }

    /// <summary>The person as a participant; null when nothing is stored of them.</summary>
    public required ParticipantRecord? Participant { get; init; }

    /// <summary>What the person may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The sentences in the person's language; in a channel, in the channel's.</summary>
    public required PhraseBook Book { get; init; }

    /// <summary>A language that the person chose before anything could be stored of them; null: there is none.</summary>
    public string? LanguageToKeep { get; init; }

    /// <summary>The moment of the request.</summary>
    public required DateTimeOffset Now { get; init; }

    public Person Person => Request.Person;

    public ChannelAddress? Channel => (Request.Place as Place.InChannel)?.Address;

    public string Language => Book.Language;

    public bool TakesForms => Request.TakesForms;

    public bool MayModerate => Role >= Role.Moderator;

    public bool MayOrganise => Role >= Role.Organiser;
}
