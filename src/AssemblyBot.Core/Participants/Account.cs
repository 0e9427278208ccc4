namespace AssemblyBot.Core.Participants;

/// <summary>
/// A platform account in the only two forms that are ever stored: a keyed hash to find it by, and its address sealed
/// so that only a holder of the installation's key can write to it. Made by <see cref="IdentityVault"/>.
/// </summary>
/// <param name="Platform">The platform's name in lower case, such as <c>telegram</c>.</param>
/// <param name="Hash">HMAC-SHA256 of platform and account, 64 hexadecimal digits.</param>
/// <param name="SealedAddress">The address to write to, AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag.</param>
public sealed record Account(string Platform, string Hash, byte[] SealedAddress);
