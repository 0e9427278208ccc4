namespace AssemblyBot.Testing.BotApi.State;

/// <summary>An update that waits for the bot.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Json">The update as it is sent.</param>
/// <param name="Expires">When the server forgets it.</param>
/// <param name="Press">The press it carries, or null.</param>
internal sealed record QueuedUpdate(long Id, byte[] Json, DateTimeOffset Expires, Press? Press)
{
    /// <summary>How often it is to be delivered again after it was confirmed.</summary>
    public int FurtherDeliveries { get; set; }
}
