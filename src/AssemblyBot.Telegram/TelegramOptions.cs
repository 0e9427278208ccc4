namespace AssemblyBot.Telegram;

/// <summary>How the bot reaches Telegram; the section <c>Telegram</c> of the configuration.</summary>
public sealed class TelegramOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Telegram";

    /// <summary>
    /// The client of the Bot API: <c>Own</c>, or <c>TelegramBot</c> (the package Telegram.Bot) in a build with the named
    /// packages. Default: <c>Own</c>.
    /// </summary>
    public string Client { get; set; } = TelegramClients.Own;

    /// <summary>
    /// The bot's token, as @BotFather gives it: digits, a colon, then letters, digits, <c>_</c> and <c>-</c>. A secret:
    /// it stands in no log and no message. Default: none, and Telegram stays off.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The address of the Bot API server without <c>/bot…</c>: http or https, any host, port and path, with a slash at
    /// the end or without. Default: the official one.
    /// </summary>
    public string BaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>
    /// The proxy that all calls go through: <c>http://</c>, <c>socks5://</c>, <c>socks4://</c> or <c>socks4a://</c>, a host
    /// and a port, with a user name and a password before the host where it wants them. A secret when it holds a password.
    /// Default: none but what the environment says (<c>https_proxy</c>).
    /// </summary>
    public string Proxy { get; set; } = "";

    /// <summary>
    /// The version of HTTP: <c>Auto</c>, which is 2 where the server offers it and else 1.1; <c>1.1</c>; or <c>2</c>, for a
    /// server that speaks it without TLS too. With 2, headers take a tenth of the bytes. Default: <c>Auto</c>.
    /// </summary>
    public string HttpVersion { get; set; } = HttpVersions.Auto;

    /// <summary>
    /// The public address at which Telegram brings updates, such as <c>https://bots.example.org/assembly</c>; a path that
    /// cannot be guessed is added to it. Port 443, 80, 88 or 8443; a Bot API server of one's own takes http and any port.
    /// Default: none, and updates are polled.
    /// </summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>
    /// Where this host listens for what comes to <see cref="WebhookUrl"/>: an IP address and a port, without TLS, for a
    /// reverse proxy in front of it. Default: <c>127.0.0.1:8088</c>.
    /// </summary>
    public string WebhookListen { get; set; } = "127.0.0.1:8088";

    /// <summary>How many updates Telegram brings at the same moment, from 1 to 100. Default: 40.</summary>
    public int WebhookConnections { get; set; } = 40;

    /// <summary>How long a poll waits for updates, in whole seconds from 1 to 50. Default: 30 seconds.</summary>
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long any other call may take, from 1 second to 5 minutes. Default: 20 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many people are served at the same moment, from 1 to 1,000. Default: 200.</summary>
    public int Parallel { get; set; } = 200;

    /// <summary>How many calls are under way at the same moment, from 1 to 1,000. Default: 64.</summary>
    public int Connections { get; set; } = 64;

    /// <summary>
    /// How many messages and edits may go out in a second, in all; then also three in three seconds in a chat and twenty a
    /// minute in a group. Replies to people are held to it only once the server has refused one, for ten minutes each time.
    /// 0: no limit of any kind, as a server of one's own may allow. Default: 28, since Telegram allows 30.
    /// </summary>
    public int MessagesPerSecond { get; set; } = 28;

    /// <summary>How long updates already taken are worked on after a stop, up to 5 minutes. Default: 10 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a token, and so a bot.</summary>
    internal bool IsOn => !string.IsNullOrWhiteSpace(Token);

    /// <summary>Whether updates are brought and not polled.</summary>
    internal bool HasWebhook => WebhookUrl.Length > 0;
}
