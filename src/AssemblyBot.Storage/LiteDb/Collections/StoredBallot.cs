using System.Buffers.Binary;

namespace AssemblyBot.Storage.LiteDb.Collections;

/// <summary>
/// One participant's current votes in one assembly, in the order in which they were cast: 12 bytes each, of statement and
/// stance and of the number of the event that cast it.
/// </summary>
internal sealed class StoredBallot
{
    private const int Length = 12;

    private readonly List<(StatementId Statement, Stance Stance, long Sequence)> _votes = [];

    /// <summary>The votes, the oldest first.</summary>
    public IReadOnlyList<(StatementId Statement, Stance Stance, long Sequence)> Votes => _votes;

    /// <summary>Reads a ballot as it is stored.</summary>
    public static StoredBallot Read(ReadOnlySpan<byte> bytes)
    {
        var ballot = new StoredBallot();
        for (; bytes.Length >= Length; bytes = bytes[Length..])
        {
            var packed = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(int)..]);
            ballot._votes.Add((new StatementId(packed >> 2), (Stance)((packed & 3) - 1), sequence));
        }

        return ballot;
    }

    /// <summary>Replaces the vote on a statement; with a null <paramref name="stance"/>, takes it back.</summary>
    public void Set(StatementId statement, Stance? stance, long sequence)
    {
        var index = _votes.FindIndex(vote => vote.Statement == statement);
        if (index >= 0)
            _votes.RemoveAt(index);
        if (stance is { } given)
            _votes.Add((statement, given, sequence));
    }

    /// <summary>The ballot as it is stored.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_votes.Count * Length];
        var rest = bytes.AsSpan();
        foreach (var (statement, stance, sequence) in _votes)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, (statement.Number << 2) | ((int)stance + 1));
            BinaryPrimitives.WriteInt64LittleEndian(rest[sizeof(int)..], sequence);
            rest = rest[Length..];
        }

        return bytes;
    }
}
