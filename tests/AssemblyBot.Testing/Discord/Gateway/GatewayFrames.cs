using System.Globalization;
using System.Text;

namespace AssemblyBot.Testing.Discord.Gateway;

/// <summary>The frames of the server that carry no event.</summary>
internal static class GatewayFrames
{
    public static readonly byte[] Heartbeat = """{"t":null,"s":null,"op":1,"d":null}"""u8.ToArray();
    public static readonly byte[] Reconnect = """{"t":null,"s":null,"op":7,"d":null}"""u8.ToArray();
    public static readonly byte[] Acknowledged = """{"t":null,"s":null,"op":11,"d":null}"""u8.ToArray();

    public static byte[] Hello(TimeSpan interval) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{(long)interval.TotalMilliseconds}}},"_trace":["loopback"]}}"""));

    public static byte[] Invalid(bool resumable) => resumable
        ? """{"t":null,"s":null,"op":9,"d":true}"""u8.ToArray()
        : """{"t":null,"s":null,"op":9,"d":false}"""u8.ToArray();
}
