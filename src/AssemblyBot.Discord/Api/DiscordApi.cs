using AssemblyBot.Discord.Gateway;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Discord.Api;

/// <summary>Our own client of Discord. A skeleton at this commit: the next ones fill it in.</summary>
internal sealed class DiscordApi(
    IOptions<DiscordOptions> options, ISessionShelf shelf, Backoff backoff, DiscordHealth health, TimeProvider time, ILogger<DiscordApi> logger)
    : IDiscordApi
{
    private NotImplementedException Missing() => new($"{options}{shelf}{backoff}{health}{time}{logger}".Length.ToString(provider: null));

    public Task<string?> ListenAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<Application>> GetApplicationAsync(CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<bool>> PutCommandsAsync(
        ulong application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<bool>> AnswerAsync(
        ulong interaction, string token, InteractionAnswer answer, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<bool>> EditAnswerAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<bool>> FollowUpAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<Channel>> GetChannelAsync(ulong channel, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<ulong>> PostAsync(
        ulong channel, MessageBody message, string nonce, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<ulong>> PostToForumAsync(
        ulong forum, string title, MessageBody message, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<bool>> PinAsync(ulong channel, ulong message, CancellationToken cancellationToken) => throw Missing();

    public Task<ApiOutcome<ulong>> OpenPrivateChannelAsync(ulong user, CancellationToken cancellationToken) => throw Missing();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
