namespace AssemblyBot.Storage;

/// <summary>A store that knows its participants by the installation's key; what <see cref="InstallationSecret"/> asks it.</summary>
internal interface IKeyedStore : IAssemblyStore
{
    /// <summary>Whether one process alone can have it open, so that commands beside a worker ask the worker.</summary>
    bool IsForOneProcess => false;

    /// <summary>Whether it knows anyone by an account, which only the installation's key can find again.</summary>
    ValueTask<bool> HasIdentitiesAsync(CancellationToken cancellationToken);

    /// <summary>What the installation's key is known by; null when none was used yet.</summary>
    ValueTask<string?> GetKeyCheckAsync(CancellationToken cancellationToken);

    /// <summary>Stores what the installation's key is known by.</summary>
    ValueTask SetKeyCheckAsync(string keyCheck, CancellationToken cancellationToken);

    /// <summary>Stores what the installation's key is known by, unless there is something already; what it is now.</summary>
    ValueTask<string?> ClaimKeyCheckAsync(string keyCheck, CancellationToken cancellationToken);
}
