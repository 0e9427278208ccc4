using AssemblyBot.Terminal.Typing;

namespace AssemblyBot.Terminal.Sessions;

/// <summary>Something that a session has to turn to.</summary>
internal abstract record Mail
{
    private Mail()
    {
    }

    /// <summary>The person typed a line.</summary>
    public sealed record Typed(TypedLine Line) : Mail;

    /// <summary>Nobody types any more; <paramref name="Because"/>: the input failed.</summary>
    public sealed record InputEnded(Exception? Because) : Mail;

    /// <summary>
    /// The assembly says something by itself. Whoever sets <paramref name="Fate"/> first decides: true, it is shown;
    /// false, it was withdrawn.
    /// </summary>
    public sealed record Arrived(Card Card, TaskCompletionSource<bool> Fate) : Mail;
}
