using System.Diagnostics;

namespace AssemblyBot.Telegram.Tests.Conversations;

/// <summary>How fast the bot is, fake server and fake desk included; run on demand and in Release.</summary>
public sealed class ThroughputTests(ITestOutputHelper output) : ConversationTest
{
    private protected override FakeBotApiOptions Options => new() { VersionsKept = 0 };

    [Fact(Explicit = true)]
    public async Task Five_hundred_people_who_press_at_once_are_served()
    {
        const int People = 500, Rounds = 40;
        var patience = TimeSpan.FromSeconds(60);
        await StartBotAsync();
        var cards = await Task.WhenAll(Enumerable.Range(0, People).Select(number =>
            Api.AddUser($"Person {number}").AskAsync("/start", timeout: patience)));

        await RunAsync(4);
        Api.ResetCounts();
        var (allocated, processor) = (GC.GetTotalAllocatedBytes(), Process.GetCurrentProcess().TotalProcessorTime);
        var begun = Stopwatch.GetTimestamp();
        await RunAsync(Rounds);
        var elapsed = Stopwatch.GetElapsedTime(begun);

        var times = Api.Presses.Select(press => press.TimeToAnswer!.Value.TotalMilliseconds).Order().ToArray();
        output.WriteLine($"{People * Rounds / elapsed.TotalSeconds:0} presses a second; 99 of 100 answered within {times[times.Length * 99 / 100]:0} ms, "
            + $"half within {times[times.Length / 2]:0} ms; {Api.CallCount("getUpdates")} polls; "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / (People * Rounds):0} bytes and "
            + $"{(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMicroseconds / (People * Rounds):0} µs of processor time a press");
        Assert.Equal(People * Rounds, Api.CallCount("editMessageText"));
        Assert.Equal(People * Rounds, Api.CallCount("answerCallbackQuery"));
        Assert.Equal(0, Api.CallCount("sendMessage"));

        async Task RunAsync(int rounds) => await Task.WhenAll(cards.Select(async (card, index) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var press = card.Chat.Person!.Press("Agree", card);
                await press.AnsweredAsync(patience);
                card = await press.EditedAsync(patience);
            }

            cards[index] = card;
        }));
    }
}
