namespace AssemblyBot.Core.Desk;

/// <summary>What a person asks for: a button pressed, a command given or a text written.</summary>
/// <param name="Person">Who asks.</param>
/// <param name="Place">Where they ask, and so who sees the answer.</param>
/// <param name="Inbox">The name of the delivery, so that a second one changes nothing; null: it comes only once.</param>
/// <param name="Action">What they ask for.</param>
public sealed record Request(Person Person, Place Place, InboxKey? Inbox, CardAction Action)
{
    /// <summary>How far the source has been read when this request is made; stored with what the request changes.</summary>
    public Cursor? Cursor { get; init; }

    /// <summary>Whether the platform can answer it with a form; texts that are no commands do not reach us there.</summary>
    public bool TakesForms { get; init; }
}
