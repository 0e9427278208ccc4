using System.Security.Cryptography;
using AssemblyBot.Discord.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Api;

/// <summary>The client of Discord as a part of the host.</summary>
internal static class DiscordApiServices
{
    /// <summary>
    /// Adds the settings, the health and our own client. Its sessions are kept in the folder that
    /// <paramref name="folder"/> names; null: they end with the program.
    /// </summary>
    public static IServiceCollection AddDiscordApi(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string?> folder)
    {
        services.AddOptionsWithValidateOnStart<DiscordOptions, DiscordOptionsValidator>()
            .Bind(configuration.GetSection(DiscordOptions.Section));
        services.AddSingleton<DiscordHealth>();
        if (!configuration.HasDiscordToken())
            return services;

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Backoff(new Random(RandomNumberGenerator.GetInt32(int.MaxValue))));
        services.AddSingleton<ISessionShelf>(provider => new FileSessionShelf(
            folder(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FileSessionShelf>>()));
        services.AddSingleton(DiscordClients.Create);
        return services;
    }
}
