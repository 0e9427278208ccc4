using AssemblyBot.Discord.Api;

namespace AssemblyBot.Discord;

/// <summary>How the bot reaches Discord; the section <c>Discord</c> of the configuration.</summary>
public sealed class DiscordOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Discord";

    /// <summary>
    /// The client of Discord: <c>Own</c>, or <c>DSharpPlus</c> (the packages DSharpPlus and DSharpPlus.Rest) in a build with
    /// the named packages. Default: <c>Own</c>.
    /// </summary>
    public string Client { get; set; } = DiscordClients.Own;

    /// <summary>
    /// The bot's token, as the page "Bot" of the developer portal gives it: three parts of letters, digits, <c>_</c> and
    /// <c>-</c> with dots between them. A secret: it stands in no log and no message. Default: none, and Discord stays off.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The address of Discord's API with its version: http or https, any host, port and path, with a slash at the end or
    /// without. The gateway's address comes from there. Default: the official one.
    /// </summary>
    public string BaseUrl { get; set; } = "https://discord.com/api/v10";

    /// <summary>How long one try of a call may take, from 1 second to 5 minutes. Default: 20 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many people are served at the same moment, from 1 to 1,000. Default: 200.</summary>
    public int Parallel { get; set; } = 200;

    /// <summary>How many calls are under way at the same moment, from 1 to 1,000. Default: 64.</summary>
    public int Connections { get; set; } = 64;

    /// <summary>How long interactions already taken are worked on after a stop, up to 5 minutes. Default: 10 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a token, and so a bot.</summary>
    internal bool IsOn => !string.IsNullOrWhiteSpace(Token);
}
