namespace AssemblyBot.Core.Voting;

/// <summary>One participant's current votes, in the order in which they were cast.</summary>
public readonly struct Ballot
{
    private readonly int[] _packed;

    internal Ballot(int[] packed) => _packed = packed;

    /// <summary>How many there are.</summary>
    public int Count => _packed.Length;

    /// <summary>The one at <paramref name="index"/>, 0 being the oldest.</summary>
    public (StatementId Statement, Stance Stance) this[int index] => (StatementOf(_packed[index]), StanceOf(_packed[index]));

    /// <summary>The vote on <paramref name="statement"/>; null when there is none.</summary>
    public Stance? On(StatementId statement)
    {
        foreach (var packed in _packed)
        {
            if (StatementOf(packed) == statement)
                return StanceOf(packed);
        }

        return null;
    }

    internal static int Pack(StatementId statement, Stance stance) => (statement.Number << 2) | ((int)stance + 1);

    internal static StatementId StatementOf(int packed) => new(packed >> 2);

    internal static Stance StanceOf(int packed) => (Stance)((packed & 3) - 1);
}
