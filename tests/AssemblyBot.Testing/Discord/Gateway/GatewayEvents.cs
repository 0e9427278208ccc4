namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>Takes events to the sessions they are for: at once, late, twice, or when they are released. Called under the server's lock.</summary>
internal sealed class GatewayEvents(FakeDiscord discord, Func<IEnumerable<GatewaySession>> sessions)
{
    private readonly List<Action> _held = [];

    /// <summary>How many of the next events come twice.</summary>
    public int Duplicates { get; set; }

    /// <summary>How many of the next events are late, and by how much.</summary>
    public (int Count, TimeSpan By) Late { get; set; }

    /// <summary>Whether all events are kept back.</summary>
    public bool IsHolding { get; set; }

    /// <summary>Tells an event to the sessions whose shard and intents it is for.</summary>
    /// <param name="guild">The server; null: a private channel.</param>
    /// <param name="name">Such as <c>INTERACTION_CREATE</c>.</param>
    /// <param name="data">The content in JSON.</param>
    /// <param name="intents">The intents of which one is needed; 0: none is.</param>
    public void Tell(ulong? guild, string name, byte[] data, int intents)
    {
        if (IsHolding)
        {
            _held.Add(() => Deliver(guild, name, data, intents));
        }
        else if (Late.Count > 0)
        {
            Late = (Late.Count - 1, Late.By);
            _ = DeliverLateAsync(Late.By, guild, name, data, intents);
        }
        else
        {
            Deliver(guild, name, data, intents);
        }
    }

    /// <summary>Delivers what was kept back, in its order.</summary>
    public void Release()
    {
        IsHolding = false;
        _held.ForEach(send => send());
        _held.Clear();
    }

    private void Deliver(ulong? guild, string name, byte[] data, int intents)
    {
        var copies = Duplicates > 0 ? 2 : 1;
        Duplicates -= copies - 1;
        foreach (var session in sessions())
        {
            if (session.Serves(guild) && (intents == 0 || (session.Intents & intents) != 0))
            {
                for (var i = 0; i < copies; i++)
                {
                    session.Send(name, data);
                }
            }
        }
    }

    private async Task DeliverLateAsync(TimeSpan by, ulong? guild, string name, byte[] data, int intents)
    {
        await Task.Delay(by, TimeProvider.System, CancellationToken.None);
        lock (discord.Gate)
        {
            Deliver(guild, name, data, intents);
        }
    }
}
