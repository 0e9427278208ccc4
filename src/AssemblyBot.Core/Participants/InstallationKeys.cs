using System.Security.Cryptography;

namespace AssemblyBot.Core.Participants;

/// <summary>
/// The keys of one installation, derived by HKDF-SHA256 (RFC 5869) from one secret that is kept outside the store.
/// </summary>
public sealed class InstallationKeys
{
    /// <summary>The length of the secret, in bytes.</summary>
    public const int SecretLength = 32;

    /// <summary>Takes the secret.</summary>
    /// <exception cref="ArgumentException">It does not have <see cref="SecretLength"/> bytes.</exception>
    public InstallationKeys(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength)
            throw new ArgumentException($"the secret has {secret.Length} bytes; it needs {SecretLength}", nameof(secret));

        Accounts = Derive(secret, "assemblybot accounts");
        Addresses = Derive(secret, "assemblybot addresses");
        Buttons = Derive(secret, "assemblybot buttons");
        Draws = Derive(secret, "assemblybot draws");
        Webhooks = Derive(secret, "assemblybot webhooks");
        Erasures = Derive(secret, "assemblybot erasures");
    }

    /// <summary>For the hash an account is found by.</summary>
    public byte[] Accounts { get; }

    /// <summary>For the sealed address.</summary>
    public byte[] Addresses { get; }

    /// <summary>For the MAC in a button.</summary>
    public byte[] Buttons { get; }

    /// <summary>For the seed of a draw.</summary>
    public byte[] Draws { get; }

    /// <summary>For the address and the secret of a webhook.</summary>
    public byte[] Webhooks { get; }

    /// <summary>For the hash under which a forgotten account stands in the list of erasures.</summary>
    public byte[] Erasures { get; }

    private static byte[] Derive(ReadOnlySpan<byte> secret, string purpose)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], System.Text.Encoding.ASCII.GetBytes(purpose));
        return key;
    }
}
