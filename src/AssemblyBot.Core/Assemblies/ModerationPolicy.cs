namespace AssemblyBot.Core.Assemblies;

/// <summary>Whether a participant's statement is shown before or only after a moderator accepted it.</summary>
public enum ModerationPolicy
{
    /// <summary>A moderator accepts a statement before anyone votes on it (the default).</summary>
    Before = 0,

    /// <summary>A statement is voted on at once; a moderator can take it out later.</summary>
    After = 1,
}
