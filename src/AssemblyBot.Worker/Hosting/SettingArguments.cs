namespace AssemblyBot.Worker.Hosting;

/// <summary>Settings given on the command line: <c>Section:Name=Value</c>, with or without leading hyphens.</summary>
internal static class SettingArguments
{
    /// <exception cref="UsageException">One of them is no setting.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(IReadOnlyList<string> arguments)
    {
        foreach (var argument in arguments)
        {
            var setting = argument.TrimStart('-');
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !setting[..equals].Contains(':', StringComparison.Ordinal))
            {
                throw new UsageException(
                    $"'{argument}' is neither a verb nor a setting such as Storage:Folder=data; assemblybot --help shows what there is");
            }

            yield return new(setting[..equals], setting[(equals + 1)..]);
        }
    }
}
