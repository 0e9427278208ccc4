using System.CommandLine;

namespace AssemblyBot.Worker.Hosting;

/// <summary>
/// Settings given on the command line: <c>Section:Name=Value</c>, with or without leading hyphens, before a verb or after it.
/// </summary>
internal static class SettingArguments
{
    private static readonly Argument<string[]> Given = new("settings")
    {
        Description = "Settings such as Storage:Folder=/var/lib/assemblybot (see config/appsettings.json).",
        HelpName = "SECTION:NAME=VALUE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Lets the program and each of its verbs take settings.</summary>
    public static void AddTo(RootCommand root) => root.Add(Given);

    /// <summary>
    /// The arguments with the settings in front, where they are taken for settings: behind a verb they could be taken for its
    /// file. What stands behind <c>--</c> stays there.
    /// </summary>
    public static IReadOnlyList<string> InFront(IReadOnlyList<string> arguments)
    {
        string[] read = [.. arguments.TakeWhile(argument => argument != "--")];
        return [.. read.Where(IsSetting), .. read.Where(argument => !IsSetting(argument)), .. arguments.Skip(read.Length)];
    }

    /// <summary>The settings that were given.</summary>
    /// <exception cref="UsageException">One of them is no setting.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(ParseResult parsed) =>
        [.. (parsed.GetValue(Given) ?? []).Select(Read)];

    private static KeyValuePair<string, string?> Read(string argument)
    {
        var setting = argument.TrimStart('-');
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || !setting[..equals].Contains(':', StringComparison.Ordinal))
        {
            throw new UsageException(
                $"'{argument}' is neither a verb nor a setting such as Storage:Folder=data; assemblybot --help shows what there is");
        }

        return new(setting[..equals], setting[(equals + 1)..]);
    }

    /// <summary>Whether it is a setting for certain, and no file of that name: its section is one of ours.</summary>
    private static bool IsSetting(string argument)
    {
        var name = argument.TrimStart('-').Split('=', 2) is [var before, _] ? before : "";
        return name.Split(ConfigurationPath.KeyDelimiter) is [var section, _, ..] && SettingsFile.HasSection(section);
    }
}
