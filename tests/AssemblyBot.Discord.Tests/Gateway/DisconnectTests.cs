using System.Globalization;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Gateway;

/// <summary>Disconnects of every kind by the hundred; <c>ASSEMBLYBOT_DISCONNECTS</c> names another number.</summary>
public sealed class DisconnectTests
{
    private const int Usual = 300;

    [Fact]
    public async Task No_disconnect_loses_an_interaction_or_answers_one_twice_or_begins_sessions_in_a_storm()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        var count = int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_DISCONNECTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Usual;
        await using var discord = await FakeDiscord.StartAsync(
            ListeningBot.FastServer with { HeartbeatInterval = TimeSpan.FromMilliseconds(300) }, TestContext.Current.CancellationToken);
        await using var bot = new ListeningBot(discord).Start();
        await bot.ConnectedAsync();
        var people = Enumerable.Range(0, 10).Select(n => discord.AddUser($"Person {n}")).ToList();
        var random = new Random(2026);
        var (ended, presses) = (0, new List<InteractionTrace>());

        for (var n = 0; n < count; n++)
        {
            Press(random.Next(3));
            var before = discord.Gateway.ConnectionsEver;
            var ends = Disconnects.One(discord, random);
            if (!ends)
                Press(random.Next(3));
            ended += ends ? 1 : 0;
            await discord.Gateway.WaitForAsync(gateway => gateway.ConnectionsEver > before && gateway.ReadySessions == 1, $"the connection after disconnect {n}");
            await bot.ConnectedAsync();
        }

        foreach (var press in presses)
            await press.AnsweredAsync();
        Assert.Equal(presses.Count, bot.Came.Count);
        Assert.All(presses, press => Assert.Equal(1, press.Callbacks));

        var identifies = discord.Gateway.Identifies;
        Assert.Equal(ended + 1, identifies.Count);
        Assert.All(identifies, identify => Assert.Equal("ready", identify.Outcome));
        Assert.All(
            identifies.Zip(identifies.Skip(1)),
            pair => Assert.True(pair.Second.At - pair.First.At >= discord.Options.IdentifyWindow, "two sessions within one window"));
        Assert.Empty(discord.Violations);
        Assert.DoesNotContain(bot.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));

        void Press(int times)
        {
            for (var i = 0; i < times; i++)
                presses.Add(people[random.Next(people.Count)].Command("press"));
        }
    }
}
