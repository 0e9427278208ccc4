namespace AssemblyBot.Testing.Discord.Rules;

/// <summary>What a message body is for.</summary>
internal enum MessageUse
{
    /// <summary>A new message in a channel.</summary>
    Post,

    /// <summary>A new message in answer to an interaction.</summary>
    Answer,

    /// <summary>A change of one that is there.</summary>
    Edit,
}
