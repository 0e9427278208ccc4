using AssemblyBot.Discord;
using AssemblyBot.Publishing;
using AssemblyBot.Telegram;

namespace AssemblyBot.Worker.Hosting;

/// <summary>Puts an installation together: settings, phrase books, store, desk and platforms.</summary>
internal static class Installation
{
    /// <summary>
    /// A builder with everything in it that every verb needs. Settings come from <c>config/appsettings.json</c>, then the
    /// environment (<c>Telegram__Token</c>), then <paramref name="settings"/>, of which the last of a name counts.
    /// </summary>
    public static HostApplicationBuilder CreateBuilder(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var given = settings.Reverse().DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).ToArray();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration
            .AddJsonFile(ConfigFolder.Settings, optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(given);
        SettingsFile.Check(builder.Configuration, given);

        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("System.Net.Http", LogLevel.None);
        builder.Services.AddSingleton(PhraseBookReader.ReadFolder(ConfigFolder.Phrases));
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddCore(builder.Configuration);
        builder.Services.AddPublishing();
        return builder;
    }

    /// <summary>Adds the platforms: Telegram and Discord when there is a token for them, the terminal always.</summary>
    public static HostApplicationBuilder AddPlatforms(this HostApplicationBuilder builder)
    {
        builder.Services.AddAssemblyClock();
        builder.Services.AddTelegram(builder.Configuration, FolderOfOneHost);
        builder.Services.AddDiscord(
            builder.Configuration, provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value.Folder);
        builder.Services.AddTerminal(builder.Configuration);
        return builder;
    }

    /// <summary>The folder for what one host remembers; null where several may take turns.</summary>
    private static string? FolderOfOneHost(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StorageOptions>>().Value is { Provider: not StorageOptions.Postgres } options ? options.Folder : null;

    /// <summary>Checks every setting, then reads the store into memory, so that requests can be answered.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; nothing was touched.</exception>
    public static Task OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<AssemblyHall>().RefreshAsync(cancellationToken);
    }
}
