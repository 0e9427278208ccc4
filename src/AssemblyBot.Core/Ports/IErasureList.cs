namespace AssemblyBot.Core.Ports;

/// <summary>
/// Who was forgotten, kept outside the store, so that whoever was forgotten since a backup is forgotten again when it is
/// restored. Holds nothing by which an account could be known without the installation's key.
/// </summary>
public interface IErasureList
{
    /// <summary>Adds an erasure; when it returns, that survives a power cut.</summary>
    /// <exception cref="StoreException">It could not be added.</exception>
    ValueTask AddAsync(Erasure erasure, CancellationToken cancellationToken);
}
