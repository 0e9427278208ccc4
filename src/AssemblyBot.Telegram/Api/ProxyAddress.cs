using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace AssemblyBot.Telegram.Api;

/// <summary>
/// The proxy that <see cref="TelegramOptions.Proxy"/> names: every call goes through it, whatever its target. Its address may
/// hold a user name and a password, which stand in no log and no message.
/// </summary>
internal sealed class ProxyAddress : IWebProxy
{
    private static readonly string[] Schemes = ["http", "socks5", "socks4", "socks4a"];
    private readonly Uri _address;

    private ProxyAddress(Uri address)
    {
        _address = new Uri($"{address.Scheme}://{address.Authority}");
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } name, .. var rest])
            Credentials = new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(rest.FirstOrDefault("")));
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>Reads an address such as <c>socks5://name:password@host:1080</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxyAddress? proxy)
    {
        proxy = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && Schemes.Contains(address.Scheme)
            && address is { Host.Length: > 0, Port: > 0, Query: "", Fragment: "", AbsolutePath: "/" or "" }
            ? new ProxyAddress(address)
            : null;
        return proxy is not null;
    }

    public Uri GetProxy(Uri destination) => _address;

    public bool IsBypassed(Uri host) => false;
}
