using System.Text;
using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class GatewayFrameTests
{
    [Fact]
    public void An_event_is_read_in_whatever_order_its_parts_come()
    {
        Assert.True(GatewayFrame.TryRead("""{"d":{"a":[1,{"op":9}]},"x":{"s":7},"t":"INTERACTION_CREATE","s":42,"op":0}"""u8, out var frame));

        Assert.Equal(0, frame.Op);
        Assert.Equal(42, frame.Sequence);
        Assert.Equal(GatewayEvent.Interaction, frame.Event);
        Assert.Equal("""{"a":[1,{"op":9}]}""", Encoding.UTF8.GetString(frame.Data));
    }

    [Theory]
    [InlineData("READY", "Ready")]
    [InlineData("RESUMED", "Resumed")]
    [InlineData("GUILD_CREATE", "Other")]
    [InlineData("", "Other")]
    public void Each_event_is_known_by_its_name(string name, string expected)
    {
        Assert.True(GatewayFrame.TryRead(Encoding.UTF8.GetBytes($$"""{"op":0,"s":1,"t":"{{name}}","d":null}"""), out var frame));

        Assert.Equal(expected, frame.Event.ToString());
    }

    [Theory]
    [InlineData("""{"op":11}""", 11)]
    [InlineData("""{"op":1,"d":null,"s":null,"t":null}""", 1)]
    [InlineData("""{"op":9,"d":false,"s":"x","t":5}""", 9)]
    public void A_frame_may_leave_out_all_but_its_kind(string json, int op)
    {
        Assert.True(GatewayFrame.TryRead(Encoding.UTF8.GetBytes(json), out var frame));

        Assert.Equal(op, frame.Op);
        Assert.Null(frame.Sequence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"op":"0"}""")]
    [InlineData("""{"op":0,"d":{""")]
    [InlineData("""{"op":99999999999999}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("\u0000\u0001")]
    [InlineData("<html>")]
    public void Rubbish_is_no_frame(string json) => Assert.False(GatewayFrame.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void No_damage_to_a_frame_makes_it_throw()
    {
        var whole = """{"t":"INTERACTION_CREATE","s":42,"op":0,"d":{"id":"1","n":"\u00e9","b":[true,null,-1.5e3]}}"""u8.ToArray();
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = whole.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = GatewayFrame.TryRead(damaged.AsSpan(0, random.Next(damaged.Length + 1)), out _);
        }
    }
}
