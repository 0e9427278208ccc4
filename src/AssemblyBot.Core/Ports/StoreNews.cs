namespace AssemblyBot.Core.Ports;

/// <summary>What another process has written.</summary>
public abstract record StoreNews
{
    private StoreNews()
    {
    }

    /// <summary>An assembly has vote events up to this one.</summary>
    public sealed record Voted(AssemblyId Assembly, long Head) : StoreNews;

    /// <summary>An assembly, a statement or a channel has changed.</summary>
    public sealed record CatalogueChanged : StoreNews;

    /// <summary>Nobody knows what: it was not listened to, or it was too much to say.</summary>
    public sealed record Anything : StoreNews;
}
