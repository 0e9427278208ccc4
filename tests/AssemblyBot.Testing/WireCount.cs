namespace AssemblyBot.Testing;

/// <summary>The bytes that went over a server's connections, headers included.</summary>
public sealed class WireCount
{
    private long _received;
    private long _sent;

    /// <summary>What came from clients.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>What went to clients.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Both.</summary>
    public long Total => Received + Sent;

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        Interlocked.Exchange(ref _received, 0);
        Interlocked.Exchange(ref _sent, 0);
    }

    internal void Receive(long bytes) => Interlocked.Add(ref _received, bytes);

    internal void Send(long bytes) => Interlocked.Add(ref _sent, bytes);
}
