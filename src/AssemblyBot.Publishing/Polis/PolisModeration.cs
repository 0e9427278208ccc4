namespace AssemblyBot.Publishing.Polis;

/// <summary>What the moderators decided about a published statement, in the numbers of the <c>moderated</c> column.</summary>
public enum PolisModeration : sbyte
{
    /// <summary>Rejected: nobody was asked about it any more.</summary>
    Rejected = -1,

    /// <summary>Never decided.</summary>
    Undecided = 0,

    /// <summary>Accepted.</summary>
    Accepted = 1,
}
