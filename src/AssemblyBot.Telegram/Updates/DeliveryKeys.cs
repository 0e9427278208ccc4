using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Telegram.Updates;

/// <summary>
/// Names deliveries for the inbox: the update's number and 8 bytes of a keyed hash of what was delivered. A redelivery
/// has the same name; the same number with other contents, as another server or a new numbering has it, has another.
/// </summary>
/// <remarks>
/// The hash is HMAC-SHA256 under the installation's key for accounts: ids of chats and of presses are few enough to be
/// found from a plain hash by trying all of them.
/// </remarks>
internal sealed class DeliveryKeys(InstallationKeys keys, BotIdentity bot)
{
    private const int HashLength = 8;

    /// <summary>The name of the delivery of a press.</summary>
    public InboxKey OfPress(long update, string query) => Key(update, Encoding.UTF8.GetBytes($"delivery of press {query}"));

    /// <summary>The name of the delivery of a message.</summary>
    public InboxKey OfMessage(long update, long chat, long message, long date)
    {
        Span<byte> bytes = stackalloc byte[19 + (3 * sizeof(long))];
        "delivery of message"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[19..], chat);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[27..], message);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[35..], date);
        return Key(update, bytes);
    }

    private InboxKey Key(long update, ReadOnlySpan<byte> contents)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Accounts, contents, hash);
        return new InboxKey(bot.Source, $"{update}.{Base64Url.EncodeToString(hash[..HashLength])}");
    }
}
