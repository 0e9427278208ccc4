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

    /// <summary>Whether there is a section of this name.</summary>
    public static bool HasSection(string section) =>
        Known.ContainsKey(section) || section.Equals("Logging", StringComparison.OrdinalIgnoreCase);

    /// <param name="configuration">All settings, those of the environment too, where sections of other programs may stand.</param>
    /// <param name="given">The settings given on the command line.</param>
    /// <exception cref="InvalidDataException">A setting is unknown; the message names it and those there are.</exception>
    public static void Check(IConfigurationRoot configuration, IEnumerable<KeyValuePair<string, string?>> given)
    {
        CheckSections(configuration);
        var file = configuration.Providers.OfType<JsonConfigurationProvider>().Single();
        foreach (var section in file.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
            CheckName(section, $"{ConfigFolder.Settings}: ");
        CheckNames(given);
    }

    /// <summary>Checks the settings given on the command line where no others are read.</summary>
    /// <exception cref="InvalidDataException">A setting is unknown; the message names it and those there are.</exception>
    public static void CheckGiven(IReadOnlyList<KeyValuePair<string, string?>> given)
    {
        CheckSections(new ConfigurationBuilder().AddInMemoryCollection(given.DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)).Build());
        CheckNames(given);
    }

    private static void CheckNames(IEnumerable<KeyValuePair<string, string?>> given)
    {
        foreach (var (key, _) in given)
            CheckName(key.Split(ConfigurationPath.KeyDelimiter)[0], $"{key}: ");
    }

    private static void CheckName(string section, string where)
    {
        if (!HasSection(section))
            throw new InvalidDataException($"{where}there is no section '{section}'; there are: {string.Join(", ", Known.Keys)}, Logging");
    }

    private static void CheckSections(IConfigurationRoot configuration)
    {
        foreach (var section in configuration.GetChildren())
        {
            if (Known.TryGetValue(section.Key, out var settings))
                CheckSection(section, settings);
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
