namespace AssemblyBot.Consensus;

/// <summary>What a person says to a statement; the numbers are the coding that published files use.</summary>
public enum Stance : sbyte
{
    Disagree = -1,
    Pass = 0,
    Agree = 1,
}
