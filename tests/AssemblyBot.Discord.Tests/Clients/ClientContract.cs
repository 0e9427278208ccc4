using AssemblyBot.Discord.Api;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Discord.Tests.Clients;

/// <summary>What every client of Discord does, against a server on loopback.</summary>
public abstract partial class ClientContract : IAsyncLifetime
{
    private FakeDiscord? _discord;
    private RunningClient? _client;
    private FakeGuild? _guild;
    private FakeMember? _ana;

    /// <summary>The client, by the name that the settings give it.</summary>
    private protected abstract string Client { get; }

    private protected FakeDiscord Discord => _discord!;

    private protected IDiscordApi Api => _client!.Api;

    private protected FakeGuild Guild => _guild!;

    private protected FakeMember Ana => _ana!;

    private protected RunningClient Running => _client!;

    private protected virtual FakeDiscordOptions Options => new() { IdentifyWindow = TimeSpan.Zero, Patience = TimeSpan.FromSeconds(20) };

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(FakeDiscord.IsAvailable, FakeDiscord.SkipReason);
        Assert.SkipUnless(
            Client != DiscordClients.DSharpPlus || DiscordClients.HasDSharpPlus,
            "DSharpPlus is not in this build; build with NamedPackages=true");
        Assert.SkipUnless(Client != DiscordClients.DSharpPlus || TlsDoor.IsAvailable, TlsDoor.SkipReason);
        _discord = await FakeDiscord.StartAsync(Options, Cancellation);
        Discord.Next("list_voice_regions", int.MaxValue).AnswersBody("[]");
        _guild = Discord.AddGuild();
        _ana = _guild.AddMember("Ana", "es-ES");
        _client = RunningClient.Of(Discord, Client);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_client is not null)
            await _client.DisposeAsync();
        if (_discord is null)
            return;

        await _discord.DisposeAsync();
        Assert.DoesNotContain(_discord.Violations, violation => !IsKnown(violation));
    }

    /// <summary>Whether a client is known to break a rule so, without harm.</summary>
    private protected virtual bool IsKnown(DiscordViolation violation) => false;

    /// <summary>Skips the test for one client.</summary>
    private protected void SkipFor(string client, string reason) => Assert.SkipWhen(Client == client, $"{client}: {reason}");

    /// <summary>Registers one command, and listens.</summary>
    private protected async Task ListenAsync()
    {
        var put = await Api.PutCommandsAsync(
            Discord.ApplicationId, [new ApplicationCommand { Name = "vote", Description = "Vote" }], Cancellation);
        Assert.True(put.IsOk, $"{put.Failure}");
        await Running.ListenAsync(Discord);
    }

    /// <summary>Answers every interaction so from now on.</summary>
    private protected void Answer(Func<Interaction, InteractionAnswer> answer) => Running.Handle = async interaction =>
        await Api.AnswerAsync(interaction.Id, interaction.Token, answer(interaction), Cancellation);

    /// <summary>A card for the person alone, with a button.</summary>
    private protected static MessageBody Card(string text) => new()
    {
        Content = text,
        Rows = [[new MessageButton("Agree", 3, "v:1:agree"), new MessageButton("More", 5, Url: "https://example.org/")]],
        IsForPersonAlone = true,
    };

    /// <summary>Ana has a card of her own.</summary>
    private protected async Task<InteractionTrace> GiveCardAsync()
    {
        Answer(_ => new InteractionAnswer.Say(Card("Statement 1")));
        return await Ana.CommandAsync("vote");
    }
}
