namespace AssemblyBot.Core.Statements;

/// <summary>The number of a statement within its assembly, counted from 1; people see it as <c>#7</c>.</summary>
public readonly record struct StatementId(int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"#{Number}";
}
