namespace AssemblyBot.Worker.Hosting;

/// <summary>
/// The folder with the settings, the phrase books and the ready assemblies: <c>config</c> where the program is started,
/// or else the one beside the program.
/// </summary>
internal static class ConfigFolder
{
    public static string Path { get; } = Find();

    public static string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    public static string Phrases => System.IO.Path.Combine(Path, "phrases");

    public static string ReadyAssembly => System.IO.Path.Combine(Path, "assemblies", "ai-and-the-commons.json");

    private static string Find()
    {
        var here = System.IO.Path.Combine(Environment.CurrentDirectory, "config");
        return Directory.Exists(System.IO.Path.Combine(here, "phrases"))
            ? here
            : System.IO.Path.Combine(AppContext.BaseDirectory, "config");
    }
}
