using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Discord.Updates;

/// <summary>
/// Names deliveries for the inbox, and posts for Discord: keyed hashes, so that neither an interaction can be found from
/// the store nor a participant's number from a post.
/// </summary>
internal sealed class DeliveryKeys(InstallationKeys keys)
{
    private const int HashLength = 18;

    /// <summary>What the inbox calls a bot, and the lease of whoever listens for it.</summary>
    public static string SourceOf(ulong application) =>
        string.Create(CultureInfo.InvariantCulture, $"{DiscordPeople.Platform}:{application}");

    /// <summary>The name of the delivery of an interaction; the same when it comes again.</summary>
    public InboxKey Of(Interaction interaction) => new(
        SourceOf(interaction.Application),
        Hash(string.Create(CultureInfo.InvariantCulture, $"delivery of interaction {interaction.Id}")));

    /// <summary>The nonce of something posted under a name: 24 characters, of which Discord takes up to 25.</summary>
    public string Nonce(string name) => Hash($"post {name}");

    private string Hash(string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keys.Accounts, Encoding.UTF8.GetBytes(text)).AsSpan(0, HashLength));
}
