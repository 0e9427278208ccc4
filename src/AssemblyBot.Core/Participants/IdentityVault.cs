using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Core.Participants;

/// <summary>The only place where a platform account becomes something stored, and a stored address readable again.</summary>
public sealed class IdentityVault(InstallationKeys keys)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The hash to find a person's account by: HMAC-SHA256 of platform and account, 64 hexadecimal digits.</summary>
    public string Hash(Person person) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Accounts, Encoding.UTF8.GetBytes($"{person.Platform}:{person.Id}")));

    /// <summary>The person's account in the form that is stored. Each call seals with a new nonce.</summary>
    public Account Seal(Person person)
    {
        var plain = Encoding.UTF8.GetBytes(person.Address);
        var box = new byte[NonceLength + plain.Length + TagLength];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Addresses, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(NonceLength, plain.Length),
            box.AsSpan(NonceLength + plain.Length),
            Encoding.UTF8.GetBytes(person.Platform));
        return new Account(person.Platform, Hash(person), box);
    }

    /// <summary>The address an account can be written to.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key, or changed.</exception>
    public string Open(Account account)
    {
        var box = account.SealedAddress.AsSpan();
        if (box.Length < NonceLength + TagLength)
            throw new CryptographicException("a sealed address is too short");

        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(keys.Addresses, TagLength);
        aes.Decrypt(
            box[..NonceLength],
            box[NonceLength..^TagLength],
            box[^TagLength..],
            plain,
            Encoding.UTF8.GetBytes(account.Platform));
        return Encoding.UTF8.GetString(plain);
    }
}
