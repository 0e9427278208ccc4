namespace AssemblyBot.Testing.BotApi.State;

/// <summary>A message's present version, those before it, and the presses that wait for the next.</summary>
internal sealed class MessageVersions(FakeMessage first)
{
    private readonly Queue<Press> _waitingForEdit = new();
    private Queue<FakeMessage>? _earlier;

    public FakeMessage Current { get; private set; } = first;

    public IEnumerable<FakeMessage> Earlier => _earlier ?? [];

    /// <summary>Remembers a press that an edit may follow.</summary>
    public void Await(Press press) => _waitingForEdit.Enqueue(press);

    /// <summary>Tells the presses an edit can belong to: the oldest the bot has received, and those before it that it answered without an edit.</summary>
    public void Announce(FakeMessage edited)
    {
        while (_waitingForEdit.TryPeek(out var press) && press.Delivered > 0)
        {
            _waitingForEdit.Dequeue();
            press.Complete(edited);
            var wasDoneWithBefore = press.Answered > 0 && _waitingForEdit.TryPeek(out var next) && next.Queued > press.Answered;
            if (!wasDoneWithBefore)
            {
                break;
            }
        }
    }

    public void Replace(FakeMessage next, int kept)
    {
        if (kept > 0)
        {
            _earlier ??= new Queue<FakeMessage>();
            _earlier.Enqueue(Current);
            if (_earlier.Count > kept)
            {
                _earlier.Dequeue();
            }
        }

        Current = next;
    }
}
