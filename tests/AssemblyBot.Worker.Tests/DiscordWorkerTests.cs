using AssemblyBot.Testing;
using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Worker.Tests;

/// <summary>The program as a process, on Discord, alone and beside Telegram.</summary>
public sealed class DiscordWorkerTests : IAsyncLifetime
{
    private const string WrongToken = "MTIzNDU2Nzg5MDEy.Gwrong.wrongwrongwrongwrongwrong";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private FakeDiscord _discord = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        _discord = await FakeDiscord.StartAsync(new FakeDiscordOptions { Patience = Patience, IdentifyWindow = TimeSpan.Zero }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_discord is not null)
            await _discord.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_that_discord_does_not_know_ends_the_program_with_its_setting_named()
    {
        await using var worker = await WorkerProcess.RunAsync(
            _folder.Path, [$"Discord:BaseUrl={_discord.BaseUrl}"], "", ("Discord__Token", WrongToken));

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("Discord:Token", worker.Output + worker.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("wrongwrong", worker.Output + worker.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_wrong_token_for_discord_telegram_goes_on()
    {
        Assert.SkipUnless(FakeBotApi.IsAvailable, FakeBotApi.SkipReason);
        await using var telegram = await FakeBotApi.StartAsync(new FakeBotApiOptions { Patience = Patience }, Cancellation);
        await using var created = await WorkerProcess.RunAsync(_folder.Path, ["assembly", "new", "config/assemblies/ai-and-the-commons.json"]);
        await using var worker = WorkerProcess.Start(
            _folder.Path,
            [],
            ("Telegram__Token", telegram.Token),
            ("Telegram__BaseUrl", telegram.BaseUrl),
            ("Telegram__PollTimeout", "00:00:02"),
            ("Discord__Token", WrongToken),
            ("Discord__BaseUrl", _discord.BaseUrl));

        for (var i = 0; i < 600 && !(worker.Output + worker.Errors).Contains("Discord:Token", StringComparison.Ordinal); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        var card = await telegram.AddUser("Ana").AskAsync("/start ai-commons", timeout: Patience);
        Assert.Contains("Before you start", card.Text, StringComparison.Ordinal);

        await worker.TerminateAsync();
        Assert.Equal(0, worker.ExitCode);
        Assert.Equal(2, (worker.Output + worker.Errors).Split("Discord:Token").Length);
    }

    [Fact]
    public async Task Asked_to_stop_the_program_ends_well_and_says_nothing_of_anyone()
    {
        await using var created = await WorkerProcess.RunAsync(_folder.Path, ["assembly", "new", "config/assemblies/ai-and-the-commons.json"]);
        await using var worker = WorkerProcess.Start(
            _folder.Path, [], ("Discord__Token", _discord.Token), ("Discord__BaseUrl", _discord.BaseUrl));
        var ana = _discord.AddGuild("Secret server").AddMember("Anabel");
        await _discord.WaitForAsync(discord => discord.Commands().Count > 0 && discord.Gateway.ReadySessions > 0, "the bot is there", Patience);

        var card = await ana.CommandAsync("vote");
        await ana.PressAsync("let me take part");
        await ana.PressAsync("Agree");
        await worker.TerminateAsync();

        Assert.Equal(0, worker.ExitCode);
        var said = worker.Output + worker.Errors;
        foreach (var secret in new[] { $"{ana.Id}", "Anabel", "Secret server", _discord.Token, "Agree", ana.Card!.Content, card.Token })
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        Assert.Empty(_discord.Violations);
    }
}
