using AssemblyBot.Consensus;

namespace AssemblyBot.Publishing.Polis;

/// <summary>Reads a published vote.</summary>
internal static class VoteCell
{
    /// <summary>The field as a stance, under the sign of the files.</summary>
    public static Stance Read(PolisTable table, int column, VoteSign sign)
    {
        var field = table.Bytes(column);
        var number = field switch
        {
            [(byte)'1'] => 1,
            [(byte)'0'] => 0,
            [(byte)'-', (byte)'1'] => -1,
            _ => throw table.Fault(column, $"{PolisTable.Quoted(field)} is no vote", "1, 0 or -1 would be right"),
        };
        return (Stance)(sign == VoteSign.AgreeIsOne ? number : -number);
    }
}
