namespace AssemblyBot.Core.Channels;

/// <summary>The number of a linked channel in one installation, counted from 1.</summary>
public readonly record struct ChannelId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"channel {Value}";
}
