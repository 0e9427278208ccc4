namespace AssemblyBot.Consensus;

/// <summary>What a person says to a statement; the numbers are the coding that published files use.</summary>
public enum Stance : sbyte
{
    /// <summary>Against the statement.</summary>
    Disagree = -1,

    /// <summary>Neither side; it counts as seen.</summary>
    Pass = 0,

    /// <summary>For the statement.</summary>
    Agree = 1,
}
