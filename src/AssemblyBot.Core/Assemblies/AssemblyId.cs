namespace AssemblyBot.Core.Assemblies;

/// <summary>The number of an assembly in one installation, counted from 1.</summary>
public readonly record struct AssemblyId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"assembly {Value}";
}
