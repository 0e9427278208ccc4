namespace AssemblyBot.Core.Channels;

/// <summary>The changes, to be recorded together, by which a link points to another place of the same chat. Pure.</summary>
internal static class Moves
{
    /// <summary>
    /// Links the new place as the old one was, and ends the old link; one that is there already is enabled again. Without
    /// <paramref name="by"/>, whoever linked it stays known.
    /// </summary>
    public static IEnumerable<Change> Of(ChannelRecord link, ChannelAddress to, Account? by, DateTimeOffset at)
    {
        yield return new Change.LinkChannel(link.Assembly, to, link.Language, link.Schedule, at) { By = by };
        if (link.Address != to)
            yield return new Change.UnlinkChannel(link.Assembly, link.Address, at);
    }
}
