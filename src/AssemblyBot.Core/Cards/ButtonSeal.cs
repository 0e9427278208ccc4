using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Core.Cards;

/// <summary>
/// Puts an action into a button and reads it back: version, kind, ids, choice and a short MAC in at most 64 bytes, so
/// that any process after any restart answers any old button, and nobody answers one that was forged or is another's.
/// </summary>
/// <remarks>
/// Bytes: version and kind (1 each), the fields as little-endian base-128 numbers, then 8 bytes of HMAC-SHA256 over
/// those bytes and the audience; all of it in base64url.
/// </remarks>
public sealed class ButtonSeal(InstallationKeys keys)
{
    /// <summary>The longest text <see cref="Seal"/> returns, in bytes; Telegram takes 64, Discord 100.</summary>
    public const int MaximumLength = 64;

    private const byte Version = 1;
    private const int MacLength = 8;

    /// <summary>The text of a button that only <paramref name="person"/> can press.</summary>
    /// <exception cref="ArgumentException">The action holds text and has no place in a button.</exception>
    public string Seal(CardAction action, Person person)
    {
        var payload = ButtonPayload.Write(Version, action);
        Span<byte> box = stackalloc byte[payload.Length + MacLength];
        payload.CopyTo(box);
        Mac(payload, person, box[payload.Length..]);
        return Base64Url.EncodeToString(box);
    }

    /// <summary>
    /// The action in a button that <paramref name="person"/> pressed; <see cref="CardAction.Unreadable"/> when it is not
    /// one of ours, was changed, or was another person's.
    /// </summary>
    public CardAction Open(string? text, Person person)
    {
        Span<byte> box = stackalloc byte[MaximumLength];
        if (text is null or { Length: > MaximumLength }
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, box, out var length)
            || length <= MacLength)
            return new CardAction.Unreadable();

        var payload = box[..(length - MacLength)];
        Span<byte> mac = stackalloc byte[MacLength];
        Mac(payload, person, mac);
        return CryptographicOperations.FixedTimeEquals(mac, box[(length - MacLength)..length]) && payload[0] == Version
            ? ButtonPayload.Read(payload[1..])
            : new CardAction.Unreadable();
    }

    private void Mac(ReadOnlySpan<byte> payload, Person person, Span<byte> mac)
    {
        Span<byte> message = stackalloc byte[256];
        var most = payload.Length + Encoding.UTF8.GetMaxByteCount(person.Platform.Length + 1 + person.Id.Length);
        if (most > message.Length)
            message = new byte[most];
        payload.CopyTo(message);
        var length = payload.Length;
        length += Encoding.UTF8.GetBytes(person.Platform, message[length..]);
        message[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(person.Id, message[length..]);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Buttons, message[..length], hash);
        hash[..MacLength].CopyTo(mac);
    }
}
