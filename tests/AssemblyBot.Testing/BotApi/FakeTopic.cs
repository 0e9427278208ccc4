namespace AssemblyBot.Testing.BotApi;

/// <summary>A topic of a forum.</summary>
internal sealed record FakeTopic(string Name)
{
    public bool IsClosed { get; init; }

    public bool IsDeleted { get; init; }
}
