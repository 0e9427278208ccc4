using AssemblyBot.Telegram.Tests.Conversations;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Networks;

public class LineTests : ConversationTest
{
    /// <summary>The same over HTTP/2.</summary>
    public sealed class OverHttp2 : LineTests
    {
        private protected override FakeBotApiOptions Options => new() { IsHttp2 = true };

        private protected override string Http => HttpVersions.Two;
    }

    private protected virtual string Http => HttpVersions.Auto;

    /// <summary>A few votes in CI; <c>ASSEMBLYBOT_LINE=20000</c> for a day's worth.</summary>
    [Fact]
    public async Task Over_a_line_that_drops_one_request_in_twenty_no_vote_is_lost_and_none_counts_twice()
    {
        var votes = int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_LINE"), out var given) ? given : 200;
        var bot = await StartBotAsync(("Telegram:HttpVersion", Http));
        var people = await Task.WhenAll(Enumerable.Range(1, 10).Select(number => AddVoterAsync($"Person {number}")));
        Api.Line.Spoil(loss: 0.05, latency: TimeSpan.FromMilliseconds(20));

        await Task.WhenAll(people.Select(async person =>
        {
            var card = person.Card!;
            foreach (var statement in Enumerable.Range(1, votes / people.Length))
                await person.PressRawAsync(Given.Seal.Seal(Given.Vote(statement), Given.Person(person.Id)), card, timeout: TimeSpan.FromSeconds(60));
        }));

        Api.Line.Mend();
        Assert.True(Api.Line.Troubles > 0);
        Assert.Equal(
            people.SelectMany(person => Enumerable.Range(1, votes / people.Length).Select(statement => (Given.Person(person.Id).Id, statement))).Order(),
            Desk.Votes.Order());
        Assert.Empty(bot.Log.From(LogLevel.Error));
    }
}
