namespace AssemblyBot.Discord.Gateway;

/// <summary>Where sessions lie between two runs of the program, so that the next one goes on where this one stopped.</summary>
internal interface ISessionShelf
{
    /// <summary>The sessions that may still be alive; empty: none.</summary>
    IReadOnlyList<GatewaySession> Load();

    /// <summary>Puts these in place of all that were there; empty: none is left. False: they could not be kept.</summary>
    bool Save(IReadOnlyList<GatewaySession> sessions);
}
