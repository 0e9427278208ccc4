using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Core.Participants;

/// <summary>
/// A one-time code that makes whoever sends it first an organiser or a moderator: 12 characters of Crockford's base 32
/// (60 bits) in groups of four, such as <c>7K4M-Q2XD-90VB</c>. Only its hash is stored.
/// </summary>
public static class SetupCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code.</summary>
    public static string Create()
    {
        var characters = RandomNumberGenerator.GetItems<char>(Alphabet, 12);
        return $"{new string(characters, 0, 4)}-{new string(characters, 4, 4)}-{new string(characters, 8, 4)}";
    }

    /// <summary>
    /// The hash a code is stored under: SHA-256, 64 hexadecimal digits. Case, hyphens and blanks do not count; O is
    /// read as 0, and I and L as 1.
    /// </summary>
    public static string Hash(string code)
    {
        var canonical = new StringBuilder();
        foreach (var character in code.ToUpperInvariant())
        {
            if (!char.IsWhiteSpace(character) && character != '-')
                canonical.Append(character switch { 'O' => '0', 'I' or 'L' => '1', _ => character });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"assemblybot code {canonical}")));
    }
}
