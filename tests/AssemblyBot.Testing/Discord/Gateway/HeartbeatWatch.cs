namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>Closes a connection whose heartbeats stay away for one and a half intervals, in real time.</summary>
internal static class HeartbeatWatch
{
    public static ITimer Start(FakeDiscord discord, GatewayConnection connection)
    {
        var patience = discord.Options.HeartbeatInterval * 1.5;
        return TimeProvider.System.CreateTimer(_ => Look(discord, connection, patience), null, patience / 4, patience / 4);
    }

    private static void Look(FakeDiscord discord, GatewayConnection connection, TimeSpan patience)
    {
        lock (discord.Gate)
        {
            if (connection.IsClosing || TimeProvider.System.GetElapsedTime(connection.LastHeartbeat) <= patience)
            {
                return;
            }

            discord.Report("gateway-heartbeat", "gateway", "no heartbeat for one and a half intervals");
            if (connection.Session is { } session)
            {
                discord.Gateway.End(session);
            }

            connection.Close(4009, "Session timed out.");
        }
    }
}
