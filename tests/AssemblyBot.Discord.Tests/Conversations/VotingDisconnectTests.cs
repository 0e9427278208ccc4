using System.Globalization;
using AssemblyBot.Discord.Gateway;
using AssemblyBot.Discord.Tests.Gateway;
using AssemblyBot.Testing.Discord;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>
/// People vote through the whole bot while its connection ends again and again, in every way there is;
/// <c>ASSEMBLYBOT_VOTING_DISCONNECTS</c> names another number of ends.
/// </summary>
/// <remarks>
/// The 5 seconds between two begins of a session are 50 milliseconds here, for the bot and for the server, which refuses one
/// that comes too soon. What is pressed while there is no session reaches no bot, on the real Discord either: the person
/// is told that the interaction failed, and presses again.
/// </remarks>
public sealed class VotingDisconnectTests : IDisposable
{
    private const int Usual = 60;
    private const int People = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly int _ends = int.TryParse(
        Environment.GetEnvironmentVariable("ASSEMBLYBOT_VOTING_DISCONNECTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Usual;

    private volatile int _done;

    /// <summary>So many that everybody has something to vote on until the last end.</summary>
    private int Statements => Math.Clamp(_ends / 50, 10, 200);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_vote_is_lost_or_counted_twice_while_the_connection_ends_in_every_way()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        await using var discord = await FakeDiscord.StartAsync(
            ListeningBot.FastServer with { HeartbeatInterval = TimeSpan.FromMilliseconds(300), Patience = TimeSpan.FromSeconds(60) },
            TestContext.Current.CancellationToken);
        await using var bot = await RunningBot.StartAsync(_folder, discord, builder => builder.Services.Replace(
            ServiceDescriptor.Singleton<IDiscordApi>(provider => new DiscordApi(
                provider.GetRequiredService<IOptions<DiscordOptions>>().Value,
                provider.GetRequiredService<ISessionShelf>(),
                ListeningBot.Fast,
                provider.GetRequiredService<Backoff>(),
                provider.GetRequiredService<DiscordHealth>(),
                TimeProvider.System,
                NullLogger.Instance))));
        await bot.CreateAsync(assembly => assembly.WithSeeds(Statements));
        await discord.Gateway.WaitForReadyAsync();
        var guild = discord.AddGuild();
        var people = Enumerable.Range(1, People).Select(n => guild.AddMember($"Person {n}")).ToArray();
        await Parallel.ForEachAsync(people, TestContext.Current.CancellationToken, async (person, _) =>
        {
            await person.CommandAsync("vote");
            await person.PressAsync(Given.English.Joining.Accept);
        });

        var voting = Task.WhenAll(people.Select((person, index) => Task.Run(() => VoteAsync(discord, person, new Random(index)), TestContext.Current.CancellationToken)));
        var random = new Random(2026);
        var sessions = 1;
        for (; _done < _ends && !voting.IsFaulted; _done++)
        {
            var before = discord.Gateway.ConnectionsEver;
            sessions += Disconnects.One(discord, random) ? 1 : 0;
            await discord.Gateway.WaitForAsync(gateway => gateway.ConnectionsEver > before && gateway.ReadySessions == 1, $"the connection after end {_done}");
            await ConnectedAsync(bot);
        }

        var repeated = (await voting).Sum();
        Assert.Equal(People * Statements, (await bot.VotesAsync()).Count);
        Assert.Equal(People * Statements, bot.Services.GetRequiredService<AssemblyHall>().Find(Given.Assembly)!.Votes.Head);
        Assert.All(discord.Interactions, interaction => Assert.InRange(interaction.Callbacks, 0, 1));
        Assert.Equal(repeated, discord.Interactions.Count(interaction => interaction.Callbacks == 0));

        var identifies = discord.Gateway.Identifies;
        Assert.Equal(sessions, identifies.Count);
        Assert.All(identifies, identify => Assert.Equal("ready", identify.Outcome));
        Assert.Empty(discord.Violations);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_ends} ends, {sessions - 1} of them of the session; {People * Statements} votes, {repeated} presses of them repeated");
    }

    /// <summary>Votes on everything, a little at a time until the last end; how often a press reached no bot.</summary>
    private async Task<int> VoteAsync(FakeDiscord discord, FakeMember person, Random random)
    {
        var repeated = 0;
        for (var statement = 0; statement < Statements; statement++)
        {
            var due = (statement + random.NextDouble()) * _ends / Statements;
            while (_done < (int)due)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            while (!await PressAsync(discord, person))
                repeated++;
        }

        return repeated;
    }

    /// <summary>Presses and waits for the answer, which never comes when the session has ended that the press was told to: then false.</summary>
    private static async Task<bool> PressAsync(FakeDiscord discord, FakeMember person)
    {
        var sessions = discord.Gateway.Identifies.Count;
        var press = person.Press(Given.English.Common.Agree);
        for (var wait = 0; wait < 20; wait++)
        {
            try
            {
                await press.AnsweredAsync(TimeSpan.FromSeconds(wait == 0 ? 1 : 5));
                await press.SettledAsync();
                return true;
            }
            catch (TimeoutException) when (wait > 0 && discord.Gateway.Identifies.Count > sessions)
            {
                return false;
            }
            catch (TimeoutException)
            {
                // Within a session it comes, however often the connection breaks.
            }
        }

        throw new TimeoutException("a press was not answered though its session lasted");
    }

    private static async Task ConnectedAsync(RunningBot bot)
    {
        for (var tries = 0; bot.Health.Connected == 0; tries++)
        {
            Assert.True(tries < 6_000, "the bot does not connect");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
