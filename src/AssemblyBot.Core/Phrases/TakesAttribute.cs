namespace AssemblyBot.Core.Phrases;

/// <summary>Names the values that a phrase may use; a book that uses another one is refused at the start.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TakesAttribute(params string[] names) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
