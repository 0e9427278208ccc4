using System.Net;

namespace AssemblyBot.Telegram.Api;

/// <summary>The versions of HTTP, as <see cref="TelegramOptions.HttpVersion"/> names them.</summary>
internal static class HttpVersions
{
    /// <summary>2 where the server offers it as TLS begins, else 1.1.</summary>
    public const string Auto = "Auto";

    /// <summary>1.1 always.</summary>
    public const string One = "1.1";

    /// <summary>2 always.</summary>
    public const string Two = "2";

    /// <summary>Has a request go out in the version that the settings name.</summary>
    public static void Apply(HttpRequestMessage request, string version) => (request.Version, request.VersionPolicy) = version switch
    {
        One => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower),
        Two => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        _ => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
    };
}
