using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Storage;

/// <summary>The file of the installation's secret: 32 random bytes in base64, made at the first start, mode 600.</summary>
internal static class InstallationSecret
{
    private static readonly byte[] _checked = "assemblybot key check"u8.ToArray();

    /// <summary>
    /// Reads the secret, or makes one when neither the file nor anyone in the store is there yet.
    /// </summary>
    /// <exception cref="StoreException">
    /// The file is missing or another one, but the store knows people by it; or it does not hold a secret.
    /// </exception>
    public static async Task<InstallationKeys> LoadAsync(StorageOptions options, IKeyedStore store, CancellationToken cancellationToken)
    {
        var path = options.IdentityKeyFile;
        var hasIdentities = await store.HasIdentitiesAsync(cancellationToken);
        var known = await store.GetKeyCheckAsync(cancellationToken);
        if (!File.Exists(path))
        {
            // Another host may be at work with its key, though nobody has joined yet.
            if (options.IsShared && known is not null)
            {
                throw new StoreException(
                    $"the key file '{path}' is missing, and another host has given the store its key already; " +
                    "copy that host's file, or set Storage:IdentityKey to where it is");
            }


            if (hasIdentities)
            {
                throw new StoreException(
                    $"the key file '{path}' is missing, and without it the store knows none of its participants any more; " +
                    "put the file back from a backup, or set Storage:IdentityKey to where it is");
            }

            Create(path);
        }

        var keys = new InstallationKeys(Read(path));
        var check = Convert.ToHexStringLower(HMACSHA256.HashData(keys.Accounts, _checked));
        if (known is null && options.IsShared)
            known = await store.ClaimKeyCheckAsync(check, cancellationToken);
        if (known == check)
            return keys;
        if (known is not null && (hasIdentities || options.IsShared))
        {
            throw new StoreException(
                $"the key file '{path}' is not the one the store's participants are known by; " +
                "put the right file back from a backup, or set Storage:IdentityKey to where it is");
        }

        await store.SetKeyCheckAsync(check, cancellationToken);
        return keys;
    }

    private static byte[] Read(string path)
    {
        try
        {
            var secret = Convert.FromBase64String(File.ReadAllText(path).Trim());
            if (secret.Length == InstallationKeys.SecretLength)
                return secret;
        }
        catch (FormatException)
        {
            // Told below, as any other content that is not a secret.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }

        throw new StoreException(
            $"the key file '{path}' does not hold {InstallationKeys.SecretLength} bytes in base64; " +
            "put the file back from a backup (only when nobody has joined yet may it be deleted)");
    }

    // Written beside, synced and then named, so that the name never stands for half a secret.
    private static void Create(string path)
    {
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            var secret = RandomNumberGenerator.GetBytes(InstallationKeys.SecretLength);
            using (var file = PrivateFiles.Create(unfinished))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(secret) + "\n"));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(unfinished, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was faster; its secret counts.
                File.Delete(unfinished);
            }

            using var named = PrivateFiles.Open(path, FileMode.Open, FileShare.ReadWrite);
            named.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    private static StoreException Unusable(string path, Exception exception) => new(
        $"the key file '{path}' cannot be used ({exception.Message.TrimEnd('.')}); " +
        "set Storage:IdentityKey to a file that this program may read and write",
        exception);
}
