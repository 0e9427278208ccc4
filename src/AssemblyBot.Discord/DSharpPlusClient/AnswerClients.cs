using DSharpPlus;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>
/// Several clients for answers to interactions. One alone sends one answer after another: it takes an answer without
/// limits in its headers, which is what Discord gives for these, for a limit not yet known.
/// </summary>
internal sealed class AnswerClients(Func<DiscordRestClient> create, int count) : IDisposable
{
    /// <summary>The most answers under way at the same moment.</summary>
    public const int Most = 32;

    private readonly Lock _gate = new();
    private readonly Stack<DiscordRestClient> _idle = new();
    private readonly SemaphoreSlim _places = new(count);

    /// <summary>Makes a call with a client that is making no other.</summary>
    public async Task UseAsync(Func<DiscordRestClient, Task> call)
    {
        await _places.WaitAsync();
        var client = Take();
        try
        {
            await call(client);
        }
        finally
        {
            lock (_gate)
                _idle.Push(client);
            _places.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var client in _idle)
                client.Dispose();
        }
    }

    private DiscordRestClient Take()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var client))
                return client;
        }

        return create();
    }
}
