using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AssemblyBot.Core.Statements;

/// <summary>
/// Draws the next statement for a participant: a function of the stored votes, the engine's findings and the
/// installation's key, so that a card asked for twice, or after a restart, holds the same statement.
/// </summary>
internal sealed class StatementPicker(InstallationKeys keys)
{
    /// <summary>The share of draws that ignore the priorities, so that no statement starves.</summary>
    private const double UniformShare = 0.2;

    /// <summary>
    /// The priority of a statement that the engine has not seen yet: that of one without votes and extremity,
    /// (½·1·½·9)² by the formula of <see cref="StatementFinding.Priority"/>.
    /// </summary>
    private const double PriorityOfNew = 5.0625;

    /// <summary>A statement the participant has neither voted on nor written; null when there is none.</summary>
    public StatementRecord? Choose(LiveAssembly assembly, ParticipantId participant, Ballot ballot)
    {
        var statements = assembly.Statements;
        var candidates = new List<StatementRecord>(statements.Count);
        foreach (var statement in statements)
        {
            if (statement.State == StatementState.Accepted && statement.Author != participant && ballot.On(statement.Id) is null)
                candidates.Add(statement);
        }

        return candidates.Count == 0
            ? null
            : Draw(candidates, assembly.Findings, new Random(Seed(assembly.Id, participant, ballot)));
    }

    /// <summary>
    /// One of <paramref name="candidates"/>, with a probability of 0.2/n + 0.8·priority/Σpriority; 1/n without findings.
    /// </summary>
    internal static StatementRecord Draw(IReadOnlyList<StatementRecord> candidates, ConsensusReport? findings, Random random)
    {
        if (findings is null || random.NextDouble() < UniformShare)
            return candidates[random.Next(candidates.Count)];

        Span<double> priorities = candidates.Count <= 512 ? stackalloc double[candidates.Count] : new double[candidates.Count];
        var sum = 0.0;
        for (var i = 0; i < candidates.Count; i++)
            sum += priorities[i] = findings.FindStatement(candidates[i].Id.Number)?.Priority ?? PriorityOfNew;

        var left = random.NextDouble() * sum;
        for (var i = 0; i < candidates.Count - 1; i++)
        {
            left -= priorities[i];
            if (left < 0)
                return candidates[i];
        }

        return candidates[^1];
    }

    private int Seed(AssemblyId assembly, ParticipantId participant, Ballot ballot)
    {
        Span<byte> message = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(message, assembly.Value);
        BinaryPrimitives.WriteInt64LittleEndian(message[8..], participant.Value);
        BinaryPrimitives.WriteInt32LittleEndian(message[16..], ballot.Count);
        BinaryPrimitives.WriteInt32LittleEndian(message[20..], ballot.Count == 0 ? 0 : ballot[ballot.Count - 1].Statement.Number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Draws, message, hash);
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }
}
