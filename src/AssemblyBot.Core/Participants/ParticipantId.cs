namespace AssemblyBot.Core.Participants;

/// <summary>The number of a participant in one installation, counted from 1; it says nothing about a platform account.</summary>
public readonly record struct ParticipantId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"participant {Value}";
}
