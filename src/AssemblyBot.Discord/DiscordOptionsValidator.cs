using System.Buffers;
using AssemblyBot.Discord.Api;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord;

/// <summary>Names every setting of <see cref="DiscordOptions"/> that cannot be used, with what would be right.</summary>
internal sealed class DiscordOptionsValidator : IValidateOptions<DiscordOptions>
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(DiscordOptions options)
    {
        if (options.Client is not (DiscordClients.Own or DiscordClients.DSharpPlus))
            yield return "Discord:Client is not a client that this program has; write Own or DSharpPlus";
        if (options.Client == DiscordClients.DSharpPlus && !DiscordClients.HasDSharpPlus)
            yield return "Discord:Client is DSharpPlus, which this build does not hold; build with NamedPackages=true, or write Own";
        if (options.Client == DiscordClients.DSharpPlus && options.BaseUrl.TrimEnd('/') != DiscordClients.DSharpPlusBaseUrl)
        {
            yield return $"Discord:BaseUrl cannot be changed while Discord:Client is DSharpPlus; leave it at "
                + $"{DiscordClients.DSharpPlusBaseUrl}, or write Own";
        }

        if (options.IsOn && !IsToken(options.Token))
        {
            yield return "Discord:Token is not a bot token: it needs three parts with dots between them, exactly as the page "
                + "\"Bot\" of the developer portal gives it, without \"Bot \", quotes or spaces; it is neither the client "
                + "secret nor the public key";
        }

        if (!IsAddress(options.BaseUrl))
        {
            yield return "Discord:BaseUrl is not an address of Discord's API: it needs http:// or https://, a host and perhaps "
                + "a port and a path, such as https://discord.com/api/v10, without user name, ? or #";
        }

        if (Outside(options.CallTimeout, 1, 300))
            yield return $"Discord:CallTimeout is {options.CallTimeout}; it needs 00:00:01 to 00:05:00";
        if (options.Parallel is < 1 or > 1000)
            yield return $"Discord:Parallel is {options.Parallel}; it needs 1 to 1000";
        if (options.Connections is < 1 or > 1000)
            yield return $"Discord:Connections is {options.Connections}; it needs 1 to 1000";
        if (Outside(options.DrainTimeout, 0, 300))
            yield return $"Discord:DrainTimeout is {options.DrainTimeout}; it needs 00:00:00 to 00:05:00";
    }

    private static bool IsToken(string token) =>
        token.Split('.') is { Length: 3 } parts
        && parts.All(static part => part.Length > 3 && part.AsSpan().IndexOfAnyExcept(TokenCharacters) < 0);

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    private static bool Outside(TimeSpan value, double least, double most) =>
        value.TotalSeconds < least || value.TotalSeconds > most;
}
