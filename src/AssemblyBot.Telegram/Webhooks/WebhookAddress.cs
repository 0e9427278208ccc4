using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Webhooks;

/// <summary>
/// Where Telegram brings updates, and the secret by which it is known. The last part of the path and the secret come from
/// the installation's key: equal hosts have equal ones, nobody else can guess them, and a new key changes both.
/// </summary>
internal sealed class WebhookAddress
{
    private readonly byte[] _path;
    private readonly byte[] _secret;

    public WebhookAddress(IOptions<TelegramOptions> options, InstallationKeys keys, BotIdentity bot)
    {
        var path = Derive(keys, $"path of {bot.Source}");
        Secret = Derive(keys, $"secret of {bot.Source}");
        Url = $"{options.Value.WebhookUrl.TrimEnd('/')}/{path}";
        _path = Encoding.ASCII.GetBytes(path);
        _secret = Encoding.ASCII.GetBytes(Secret);
    }

    /// <summary>The whole address.</summary>
    public string Url { get; }

    /// <summary>What Telegram says with each update.</summary>
    public string Secret { get; }

    /// <summary>Whether a request's path is ours, whatever a reverse proxy left of what stands before its last part.</summary>
    public bool IsPath(string path) => Equal(path[(path.LastIndexOf('/') + 1)..], _path);

    /// <summary>Whether the secret of a request is ours; the time this takes says nothing about how much of it was right.</summary>
    public bool IsSecret(string? secret) => Equal(secret ?? "", _secret);

    private static bool Equal(string given, byte[] ours) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), ours);

    private static string Derive(InstallationKeys keys, string purpose) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keys.Webhooks, Encoding.ASCII.GetBytes(purpose)));
}
