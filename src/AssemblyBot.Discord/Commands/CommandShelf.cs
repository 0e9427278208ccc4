namespace AssemblyBot.Discord.Commands;

/// <summary>Remembers, in a small file, which commands Discord has, so that equal ones are not sent at every start.</summary>
/// <param name="folder">The folder of the file; null: nothing is remembered.</param>
internal sealed class CommandShelf(string? folder)
{
    private const string FileName = "discord.commands";

    /// <summary>The hash that was kept last; null: none, or it cannot be read.</summary>
    public string? Load()
    {
        try
        {
            return folder is null ? null : File.ReadAllText(Path.Combine(folder, FileName)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a hash; one that cannot be kept means that the commands are sent at the next start too.</summary>
    public void Save(string hash)
    {
        if (folder is null)
            return;
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, FileName), hash + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Sending them again is harmless.
        }
    }
}
