namespace AssemblyBot.Core.Ports;

/// <summary>A term in which one host alone does something, such as asking for a bot's updates.</summary>
/// <param name="Resource">What it is about.</param>
/// <param name="Host">Who has it.</param>
/// <param name="Epoch">Its number: each time another host takes over, it is one more.</param>
/// <param name="Length">For how long it is given, from when it was asked for; null: until it is given back.</param>
public sealed record Lease(string Resource, string Host, long Epoch, TimeSpan? Length)
{
    /// <summary>What a write says that was begun in this term.</summary>
    public Fence Fence => new(Resource, Epoch);
}
