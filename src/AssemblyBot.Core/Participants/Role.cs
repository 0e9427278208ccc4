namespace AssemblyBot.Core.Participants;

/// <summary>What a person may do beyond taking part, in every assembly of the installation.</summary>
public enum Role
{
    /// <summary>Takes part.</summary>
    None = 0,

    /// <summary>Decides on statements.</summary>
    Moderator = 1,

    /// <summary>Decides on statements, channels and stages.</summary>
    Organiser = 2,
}
