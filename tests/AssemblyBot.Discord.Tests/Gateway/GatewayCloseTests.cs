using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class GatewayCloseTests
{
    [Theory]
    [InlineData(4000, "Resume")]
    [InlineData(4001, "Resume")]
    [InlineData(4002, "Resume")]
    [InlineData(4003, "Begin")]
    [InlineData(4004, "Stop")]
    [InlineData(4005, "Resume")]
    [InlineData(4006, "Resume")]
    [InlineData(4007, "Begin")]
    [InlineData(4008, "Resume")]
    [InlineData(4009, "Begin")]
    [InlineData(4010, "Stop")]
    [InlineData(4011, "Stop")]
    [InlineData(4012, "Stop")]
    [InlineData(4013, "Stop")]
    [InlineData(4014, "Stop")]
    [InlineData(1000, "Resume")]
    [InlineData(1001, "Resume")]
    [InlineData(1006, "Resume")]
    [InlineData(4999, "Resume")]
    [InlineData(0, "Resume")]
    [InlineData(null, "Resume")]
    public void Every_close_code_has_its_consequence(int? code, string then) =>
        Assert.Equal(then, GatewayClose.Of(code).Then.ToString());

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4010, "4010")]
    [InlineData(4011, "shards")]
    [InlineData(4012, "newer release")]
    [InlineData(4013, "intents")]
    [InlineData(4014, "intents")]
    public void A_close_for_good_names_its_reason_in_one_line(int code, string reason)
    {
        var words = GatewayClose.Of(code).Words;

        Assert.Contains(reason, words, StringComparison.Ordinal);
        Assert.Contains(": ", words, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', words);
    }
}
