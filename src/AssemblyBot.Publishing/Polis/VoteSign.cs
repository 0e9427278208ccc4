namespace AssemblyBot.Publishing.Polis;

/// <summary>Which number means "agree" in the vote columns of the files.</summary>
public enum VoteSign
{
    /// <summary>1 is agree, -1 disagree: every published conversation that was checked.</summary>
    AgreeIsOne,

    /// <summary>-1 is agree, 1 disagree: the sign of the Polis database, and of some exports of late 2024.</summary>
    AgreeIsMinusOne,
}
