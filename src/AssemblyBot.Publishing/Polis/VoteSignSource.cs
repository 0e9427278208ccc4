namespace AssemblyBot.Publishing.Polis;

/// <summary>Where the knowledge of the vote sign comes from.</summary>
public enum VoteSignSource
{
    /// <summary>Nobody said: 1 was taken as agree. Show <see cref="PolisConversation.MostAgreed"/> and have a person confirm.</summary>
    Assumed,

    /// <summary>The files declare it (<c>format.json</c> or the summary).</summary>
    Declared,

    /// <summary>The caller said it, whatever the files declare.</summary>
    Given,
}
