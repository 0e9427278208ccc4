using System.Globalization;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.DependencyInjection;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>
/// People vote through the whole bot while its connection is cut again and again; <c>ASSEMBLYBOT_VOTING_DISCONNECTS</c> names another
/// number of cuts. Those that end a session are left to the client's own tests: each costs the 5 seconds between two identifies.
/// </summary>
public sealed class VotingDisconnectTests : IDisposable
{
    private const int Usual = 60;
    private const int People = 100;
    private const int Statements = 10;
    private static readonly int[] SessionStays = [4000, 4001, 4002, 4005, 4008];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_vote_is_lost_or_counted_twice_while_the_connection_is_cut()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        var cuts = int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_VOTING_DISCONNECTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Usual;
        await using var discord = await FakeDiscord.StartAsync(
            new FakeDiscordOptions { Patience = TimeSpan.FromSeconds(60) }, TestContext.Current.CancellationToken);
        await using var bot = await RunningBot.StartAsync(_folder, discord);
        await bot.CreateAsync(assembly => assembly.WithSeeds(Statements));
        await discord.Gateway.WaitForReadyAsync();
        var guild = discord.AddGuild();
        var people = Enumerable.Range(1, People).Select(n => guild.AddMember($"Person {n}")).ToArray();
        await Parallel.ForEachAsync(people, TestContext.Current.CancellationToken, async (person, _) =>
        {
            await person.CommandAsync("vote");
            await person.PressAsync(Given.English.Joining.Accept);
        });

        // A slow hand at the buttons, so that there are presses at every cut.
        var voting = Task.WhenAll(people.Select((person, index) => Task.Run(() => VoteAsync(person, new Random(index)), TestContext.Current.CancellationToken)));
        var random = new Random(2026);
        var cut = 0;
        for (; cut < cuts || !voting.IsCompleted; cut++)
        {
            var before = discord.Gateway.ConnectionsEver;
            Cut(discord, random);
            await discord.Gateway.WaitForAsync(gateway => gateway.ConnectionsEver > before && gateway.ReadySessions == 1, $"the connection after cut {cut}");
        }

        await voting;
        Assert.Equal(People * Statements, (await bot.VotesAsync()).Count);
        Assert.Equal(People * Statements, bot.Services.GetRequiredService<AssemblyHall>().Find(Given.Assembly)!.Votes.Head);
        Assert.Single(discord.Gateway.Identifies);
        Assert.Empty(discord.Violations);
    }

    private static async Task VoteAsync(FakeMember person, Random random)
    {
        for (var statement = 0; statement < Statements; statement++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1000)), TimeProvider.System, TestContext.Current.CancellationToken);
            var press = await person.PressAsync(Given.English.Common.Agree);
            Assert.Equal(1, press.Callbacks);
        }
    }

    private static void Cut(FakeDiscord discord, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                discord.Gateway.DropAll();
                break;
            case 1:
                discord.Gateway.Close(SessionStays[random.Next(SessionStays.Length)]);
                break;
            case 2:
                discord.Gateway.Reconnect();
                break;
            default:
                discord.Gateway.Invalidate(resumable: true);
                break;
        }
    }
}
