using System.Globalization;
using System.Text;

namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>A session: a number of events that outlives the connection they are sent over. Its members are called under the server's lock.</summary>
internal sealed class GatewaySession(string id, (int Id, int Of) shard, int intents, int eventsKept)
{
    private readonly Queue<(long Sequence, byte[] Frame)> _events = new();

    public string Id => id;

    public (int Id, int Of) Shard => shard;

    public int Intents => intents;

    /// <summary>The number of the last event.</summary>
    public long Sequence { get; private set; }

    public GatewayConnection? Connection { get; private set; }

    /// <summary>When its connection was lost; null: it has one.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    public void Attach(GatewayConnection connection)
    {
        Connection = connection;
        LostAt = null;
    }

    public void Detach(DateTimeOffset now)
    {
        Connection = null;
        LostAt = now;
    }

    /// <summary>Numbers an event, keeps it for a resume, and sends it when there is a connection.</summary>
    public void Send(string name, ReadOnlySpan<byte> data)
    {
        Sequence++;
        var head = string.Create(CultureInfo.InvariantCulture, $$"""{"t":"{{name}}","s":{{Sequence}},"op":0,"d":""");
        var frame = new byte[Encoding.UTF8.GetByteCount(head) + data.Length + 1];
        var length = Encoding.UTF8.GetBytes(head, frame);
        data.CopyTo(frame.AsSpan(length));
        frame[^1] = (byte)'}';
        _events.Enqueue((Sequence, frame));
        if (_events.Count > eventsKept)
        {
            _events.Dequeue();
        }

        Connection?.Send(frame);
    }

    /// <summary>The events after a number, in their order; null: they are no longer kept.</summary>
    public IReadOnlyList<byte[]>? After(long sequence)
        => Sequence > sequence && (!_events.TryPeek(out var oldest) || oldest.Sequence > sequence + 1)
            ? null
            : _events.Where(kept => kept.Sequence > sequence).Select(kept => kept.Frame).ToArray();

    /// <summary>Whether events of a server, or of private channels, are its own.</summary>
    public bool Serves(ulong? guild) => guild is { } number ? (int)((number >> 22) % (ulong)shard.Of) == shard.Id : shard.Id == 0;
}
