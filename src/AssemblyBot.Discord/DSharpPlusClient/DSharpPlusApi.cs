using System.Net;
using DSharpPlus;
using DSharpPlus.Entities;
using DSharpPlus.Exceptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>Discord by way of the packages DSharpPlus and DSharpPlus.Rest, version 4.5.</summary>
/// <remarks>
/// What that line of the library cannot: post with a nonce (a post repeated may stand twice), describe an attached file,
/// put text or descriptions into a form, take files off a message, run more than one shard, take a session over after a
/// restart, give up a call before its time. It waits for limits itself: within <c>Discord:CallTimeout</c> that is not
/// seen, beyond it the call counts as not answered. It logs addresses that hold tokens, so it is given no log.
/// </remarks>
internal sealed class DSharpPlusApi : IDiscordApi
{
    private readonly DiscordOptions _options;
    private readonly DiscordHealth _health;
    private readonly TimeProvider _time;
    private readonly WatchedGateway _gateway;
    private readonly AnswerClients _answers;
    private readonly DiscordRestClient _rest;
    private readonly SemaphoreSlim _introduction = new(1);

    /// <summary>Reaches Discord, by way of <paramref name="proxy"/> when there is one.</summary>
    public DSharpPlusApi(
        DiscordOptions options, DiscordHealth health, Backoff backoff, TimeProvider time, WatchPace pace, IWebProxy? proxy = null)
    {
        (_options, _health, _time) = (options, health, time);
        _gateway = new WatchedGateway(NewConfiguration, options.Token, health, backoff, time, pace);
        _rest = new DiscordRestClient(NewConfiguration());
        _answers = new AnswerClients(() => new DiscordRestClient(NewConfiguration()), Math.Min(options.Connections, AnswerClients.Most));

        DiscordConfiguration NewConfiguration() => new()
        {
            Token = options.Token,
            TokenType = TokenType.Bot,
            Intents = 0,
            GatewayCompressionLevel = GatewayCompressionLevel.None,
            HttpTimeout = options.CallTimeout,
            MessageCacheSize = 0,
            AlwaysCacheMembers = false,
            LogUnknownEvents = false,
            LoggerFactory = NullLoggerFactory.Instance,
            Proxy = proxy,
        };
    }

    public Task<string?> ListenAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken) =>
        _gateway.RunAsync(handle, cancellationToken);

    public Task<ApiOutcome<Application>> GetApplicationAsync(CancellationToken cancellationToken) =>
        CallAsync(
            async () =>
            {
                var application = await _rest.GetCurrentApplicationAsync();
                return new Application(application.Id, application.Name ?? "");
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> PutCommandsAsync(
        ulong application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken) =>
        DoAsync(
            async () =>
            {
                await IntroduceAsync();
                await _rest.BulkOverwriteGlobalApplicationCommandsAsync([.. commands.Select(ToLibrary.Command)]);
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> AnswerAsync(
        ulong interaction, string token, InteractionAnswer answer, CancellationToken cancellationToken) =>
        DoAsync(
            () =>
            {
                var (type, content) = ToLibrary.Answer(answer);
                return _answers.UseAsync(client => client.CreateInteractionResponseAsync(interaction, token, type, content));
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> EditAnswerAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) =>
        DoAsync(
            async () =>
            {
                await IntroduceAsync();
                await _rest.EditOriginalInteractionResponseAsync(token, ToLibrary.Edit(message));
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> FollowUpAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) =>
        DoAsync(
            async () =>
            {
                await IntroduceAsync();
                await _rest.CreateFollowupMessageAsync(token, ToLibrary.FollowUp(message));
            },
            cancellationToken);

    public Task<ApiOutcome<Channel>> GetChannelAsync(ulong channel, CancellationToken cancellationToken) =>
        CallAsync(
            async () =>
            {
                var found = await _rest.GetChannelAsync(channel);
                return new Channel(found.Id, (int)found.Type, found.GuildId, found.ParentId);
            },
            cancellationToken);

    public Task<ApiOutcome<ulong>> PostAsync(
        ulong channel, MessageBody message, string nonce, CancellationToken cancellationToken) =>
        CallAsync(async () => (await _rest.CreateMessageAsync(channel, ToLibrary.Post(message))).Id, cancellationToken);

    public Task<ApiOutcome<ulong>> PostToForumAsync(
        ulong forum, string title, MessageBody message, CancellationToken cancellationToken) =>
        CallAsync(
            async () =>
            {
                var found = await _rest.GetChannelAsync(forum) as DiscordForumChannel
                    ?? throw new ArgumentException("DSharpPlus knows it as no forum", nameof(forum));
                return (await found.CreateForumPostAsync(new ForumPostBuilder().WithName(title).WithMessage(ToLibrary.Post(message)))).Channel.Id;
            },
            cancellationToken);

    public Task<ApiOutcome<bool>> PinAsync(ulong channel, ulong message, CancellationToken cancellationToken) =>
        DoAsync(() => _rest.PinMessageAsync(channel, message), cancellationToken);

    public Task<ApiOutcome<ulong>> OpenPrivateChannelAsync(ulong user, CancellationToken cancellationToken) =>
        CallAsync(async () => (await _rest.CreateDmAsync(user)).Id, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _answers.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets the library ask which application it serves, which some of its calls need to know.</summary>
    private async Task IntroduceAsync()
    {
        if (_rest.CurrentApplication is not null)
            return;
        await _introduction.WaitAsync();
        try
        {
            if (_rest.CurrentApplication is null)
                await _rest.InitializeAsync();
        }
        catch (DiscordException) when (_rest.CurrentApplication is not null)
        {
            // It goes on to ask for voice regions, which nobody needs here.
        }
        finally
        {
            _introduction.Release();
        }
    }

    private Task<ApiOutcome<bool>> DoAsync(Func<Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            async () =>
            {
                await call();
                return true;
            },
            cancellationToken);

    private async Task<ApiOutcome<T>> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            // Off this thread: a builder's stream, the library's JSON and its waits are its own affair.
            var value = await Task.Run(call, cancellationToken).WaitAsync(_options.CallTimeout, _time, cancellationToken);
            return new ApiOutcome<T>(value, null);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = LibraryFailures.Of(exception, _options.Token);
            if (failure is ApiFailure.Refused { Status: 401 or 403 })
                _health.RefusedOnce();
            if (failure is ApiFailure.Refused { Status: 429 })
                _health.LimitedOnce();
            return new ApiOutcome<T>(default, failure);
        }
    }
}
