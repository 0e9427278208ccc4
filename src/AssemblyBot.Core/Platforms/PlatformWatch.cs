using Microsoft.Extensions.Hosting;

namespace AssemblyBot.Core.Platforms;

/// <summary>
/// Knows which platforms still work: one that fails for good leaves the others alone; when the last one has failed, the
/// host stops.
/// </summary>
public sealed class PlatformWatch(IEnumerable<ConnectedPlatform> platforms, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _working = [.. platforms.Select(platform => platform.Name)];
    private bool _hasFailed;

    /// <summary>Whether every platform there was has failed for good; the program's exit code is then not 0.</summary>
    public bool AllFailed
    {
        get
        {
            lock (_gate)
                return _hasFailed && _working.Count == 0;
        }
    }

    /// <summary>Says that a platform has failed for good. True: others go on; false: it was the last, and the host stops.</summary>
    public bool GiveUp(string platform)
    {
        lock (_gate)
        {
            _hasFailed = true;
            _working.Remove(platform);
            if (_working.Count > 0)
                return true;
        }

        lifetime.StopApplication();
        return false;
    }
}
