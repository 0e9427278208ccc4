using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Gateway;

/// <summary>The ways in which a connection to the gateway ends.</summary>
internal static class Disconnects
{
    private static readonly int[] SessionStays = [4000, 4001, 4002, 4005, 4008];
    private static readonly int[] SessionEnds = [4003, 4007, 4009];

    /// <summary>Ends the connection in one of them; true when the session ends with it.</summary>
    public static bool One(FakeDiscord discord, Random random)
    {
        switch (random.Next(50))
        {
            case < 8:
                discord.Gateway.DropAll();
                return false;
            case < 12:
                discord.Gateway.Break();
                return false;
            case < 24:
                discord.Gateway.Close(SessionStays[random.Next(SessionStays.Length)]);
                return false;
            case < 30:
                discord.Gateway.Reconnect();
                return false;
            case < 36:
                discord.Gateway.Invalidate(resumable: true);
                return false;
            case < 42:
                discord.Gateway.RefuseConnections(random.Next(4));
                discord.Gateway.DropAll();
                return false;
            case 42:
                discord.Gateway.IgnoreHeartbeats(1);
                return false;
            case < 46:
                discord.Gateway.Invalidate(resumable: false);
                return true;
            default:
                discord.Gateway.Close(SessionEnds[random.Next(SessionEnds.Length)]);
                return true;
        }
    }
}
