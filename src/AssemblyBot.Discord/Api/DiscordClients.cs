using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord.Api;

/// <summary>The clients of Discord, as <see cref="DiscordOptions.Client"/> names them.</summary>
internal static class DiscordClients
{
    /// <summary><see cref="DiscordApi"/>, in every build.</summary>
    public const string Own = "Own";

    /// <summary>The packages DSharpPlus and DSharpPlus.Rest, in a build with the named packages.</summary>
    public const string DSharpPlus = "DSharpPlus";

    /// <summary>The one address that DSharpPlus takes.</summary>
    public const string DSharpPlusBaseUrl = "https://discord.com/api/v10";

    /// <summary>Whether this build holds DSharpPlus.</summary>
    public static bool HasDSharpPlus =>
#if DSHARPPLUS
        true;
#else
        false;
#endif

    /// <summary>The client that the settings name; they are valid.</summary>
    public static IDiscordApi Create(IServiceProvider provider)
    {
#if DSHARPPLUS
        var options = provider.GetRequiredService<IOptions<DiscordOptions>>().Value;
        if (options.Client == DSharpPlus)
        {
            return new DSharpPlusClient.DSharpPlusApi(
                options,
                provider.GetRequiredService<DiscordHealth>(),
                provider.GetRequiredService<Backoff>(),
                provider.GetRequiredService<TimeProvider>(),
                new DSharpPlusClient.WatchPace());
        }
#endif
        return ActivatorUtilities.CreateInstance<DiscordApi>(provider);
    }
}
