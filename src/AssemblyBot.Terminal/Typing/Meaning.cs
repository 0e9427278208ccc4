namespace AssemblyBot.Terminal.Typing;

/// <summary>What a typed line means.</summary>
internal abstract record Meaning
{
    private Meaning()
    {
    }

    /// <summary>It asks for something.</summary>
    public sealed record Ask(CardAction Action) : Meaning;

    /// <summary>It is a number that no choice has.</summary>
    public sealed record NoSuchChoice : Meaning;

    /// <summary>It is empty.</summary>
    public sealed record Nothing : Meaning;

    /// <summary>The person leaves.</summary>
    public sealed record Leave : Meaning;
}
