namespace AssemblyBot.Terminal;

/// <summary>Who sits at the terminal.</summary>
internal static class TerminalPerson
{
    /// <summary>The platform's name.</summary>
    public const string Platform = "terminal";

    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The person that the options and the environment describe.</summary>
    public static Person Of(TerminalOptions options, Func<string, string?> variable, string userName)
    {
        var account = new[] { options.Account, userName, "me" }.First(name => !string.IsNullOrWhiteSpace(name))!.Trim();
        return new Person(Platform, account, account, options.Language ?? Locale(variable));
    }

    /// <summary>The locale of the environment, such as <c>es-CO</c> for <c>es_CO.UTF-8</c>; null: none is set.</summary>
    private static string? Locale(Func<string, string?> variable)
    {
        var set = LocaleVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        var locale = set?.Split('.', '@')[0].Replace('_', '-');
        return locale is null or "C" or "POSIX" ? null : locale;
    }
}
