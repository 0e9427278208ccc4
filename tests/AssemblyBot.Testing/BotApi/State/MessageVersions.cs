namespace AssemblyBot.Testing.BotApi.State;

/// <summary>A message's present version, those before it, and the presses that wait for the next.</summary>
internal sealed class MessageVersions(FakeMessage first)
{
    private Queue<FakeMessage>? _earlier;

    public FakeMessage Current { get; private set; } = first;

    public IEnumerable<FakeMessage> Earlier => _earlier ?? [];

    public Queue<Press> WaitingForEdit { get; } = new();

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
