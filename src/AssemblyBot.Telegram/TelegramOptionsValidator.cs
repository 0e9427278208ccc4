using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram;

/// <summary>Names every setting of <see cref="TelegramOptions"/> that cannot be used, with what would be right.</summary>
internal sealed class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(TelegramOptions options)
    {
        if (options.Client is not (TelegramClients.Own or TelegramClients.TelegramBot))
            yield return "Telegram:Client is not a client that this program has; write Own or TelegramBot";
        if (options.Client == TelegramClients.TelegramBot && !TelegramClients.HasTelegramBot)
        {
            yield return "Telegram:Client is TelegramBot, which this build does not hold; build with NamedPackages=true, or "
                + "write Own";
        }

        if (options.IsOn && !IsToken(options.Token))
        {
            yield return "Telegram:Token is not a bot token: it needs the form 123456789:AAbbCC-dd_EE, exactly as @BotFather "
                + "gives it, without quotes or spaces";
        }

        if (!IsAddress(options.BaseUrl))
        {
            yield return "Telegram:BaseUrl is not an address of a Bot API server: it needs http:// or https://, a host and "
                + "perhaps a port and a path, such as https://api.telegram.org, without user name, ? or #";
        }

        if (options.Proxy.Length > 0 && !ProxyAddress.TryParse(options.Proxy, out _))
        {
            yield return "Telegram:Proxy is not the address of a proxy: it needs http://, socks5://, socks4:// or socks4a://, a host "
                + "and a port, such as socks5://name:password@host:1080";
        }

        if (options.HttpVersion is not (HttpVersions.Auto or HttpVersions.One or HttpVersions.Two))
            yield return "Telegram:HttpVersion is not a version that this program has; write Auto, 1.1 or 2";
        if (options.HasWebhook && !IsWebhook(options.WebhookUrl, options.BaseUrl))
        {
            yield return "Telegram:WebhookUrl is not an address that Telegram brings updates to: it needs https://, a host, port "
                + "443, 80, 88 or 8443 and perhaps a path, such as https://bots.example.org/assembly, without user name, ? or #";
        }

        if (!System.Net.IPEndPoint.TryParse(options.WebhookListen, out var listen) || listen.Port == 0)
        {
            yield return $"Telegram:WebhookListen is {options.WebhookListen}; it needs an IP address of this machine and a port, such "
                + "as 127.0.0.1:8088";
        }

        if (options.WebhookConnections is < 1 or > 100)
            yield return $"Telegram:WebhookConnections is {options.WebhookConnections}; it needs 1 to 100";
        if (Outside(options.PollTimeout, 1, 50) || options.PollTimeout.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return $"Telegram:PollTimeout is {options.PollTimeout}; it needs whole seconds from 00:00:01 to 00:00:50";
        if (Outside(options.CallTimeout, 1, 300))
            yield return $"Telegram:CallTimeout is {options.CallTimeout}; it needs 00:00:01 to 00:05:00";
        if (options.Parallel is < 1 or > 1000)
            yield return $"Telegram:Parallel is {options.Parallel}; it needs 1 to 1000";
        if (options.Connections is < 1 or > 1000)
            yield return $"Telegram:Connections is {options.Connections}; it needs 1 to 1000";
        if (options.MessagesPerSecond is < 0 or > 1000)
            yield return $"Telegram:MessagesPerSecond is {options.MessagesPerSecond}; it needs 1 to 1000, or 0 for no limits";
        if (Outside(options.DrainTimeout, 0, 300))
            yield return $"Telegram:DrainTimeout is {options.DrainTimeout}; it needs 00:00:00 to 00:05:00";
    }

    private static bool IsToken(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && long.TryParse(token.AsSpan(0, colon), System.Globalization.NumberStyles.None, null, out _)
            && token.Length - colon > 3
            && token.AsSpan(colon + 1).IndexOfAnyExcept(TokenCharacters) < 0;
    }

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    /// <summary>A server of one's own takes what the official one does not.</summary>
    private static bool IsWebhook(string address, string server) =>
        IsAddress(address)
        && (server != new TelegramOptions().BaseUrl
            || new Uri(address) is { Scheme: "https", Port: 443 or 80 or 88 or 8443 });

    private static bool Outside(TimeSpan value, double least, double most) =>
        value.TotalSeconds < least || value.TotalSeconds > most;

    private static readonly System.Buffers.SearchValues<char> TokenCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
