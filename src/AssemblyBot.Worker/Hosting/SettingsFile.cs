using AssemblyBot.Discord;
using AssemblyBot.Telegram;
using Microsoft.Extensions.Configuration.Json;

namespace AssemblyBot.Worker.Hosting;

/// <summary>Names settings that do not exist, so that a misspelt one is not passed over in silence.</summary>
internal static class SettingsFile
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [StorageOptions.Section] = SettingsOf(typeof(StorageOptions)),
        [StaffOptions.Section] = SettingsOf(typeof(StaffOptions)),
        [TelegramOptions.Section] = SettingsOf(typeof(TelegramOptions)),
        [DiscordOptions.Section] = SettingsOf(typeof(DiscordOptions)),
        [TerminalOptions.Section] = SettingsOf(typeof(TerminalOptions)),
    };

    /// <exception cref="InvalidDataException">A setting is unknown; the message names it and those there are.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        foreach (var section in configuration.GetChildren())
        {
            if (Known.TryGetValue(section.Key, out var settings))
                CheckSection(section, settings);
        }

        var file = configuration.Providers.OfType<JsonConfigurationProvider>().Single();
        foreach (var key in file.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!Known.ContainsKey(key) && !key.Equals("Logging", StringComparison.OrdinalIgnoreCase))
                throw new InvalidDataException($"{ConfigFolder.Settings}: there is no section '{key}'; there are: {string.Join(", ", Known.Keys)}, Logging");
        }
    }

    private static void CheckSection(IConfigurationSection section, string[] settings)
    {
        foreach (var setting in section.GetChildren())
        {
            if (!settings.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                throw new InvalidDataException($"there is no setting {setting.Path}; {section.Key} has: {string.Join(", ", settings)}");
        }
    }

    private static string[] SettingsOf(Type options) =>
        [.. options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
}
