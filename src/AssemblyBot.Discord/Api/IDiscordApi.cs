namespace AssemblyBot.Discord.Api;

/// <summary>
/// What the bot uses of Discord: interactions in, answers, posts and commands out. No call throws for what a server or a
/// network does; only a cancelled <c>cancellationToken</c> ends one with an exception.
/// </summary>
internal interface IDiscordApi : IAsyncDisposable
{
    /// <summary>
    /// Holds the connection to the gateway, over drops, resumes and new sessions, until it is told to stop or Discord
    /// refuses it for good. Interactions of one run are handed over one at a time, in the order in which they came;
    /// <paramref name="handle"/> returns at once. The task it returns ends when the interaction is handled and need not be
    /// delivered again after a restart; how it ends makes no difference.
    /// </summary>
    /// <returns>Why Discord refuses the connection for good, in one sentence that names the mend; null: it was told to stop.</returns>
    Task<string?> ListenAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken);

    /// <summary>Which application the token belongs to.</summary>
    Task<ApiOutcome<Application>> GetApplicationAsync(CancellationToken cancellationToken);

    /// <summary>Replaces all commands of the application.</summary>
    Task<ApiOutcome<bool>> PutCommandsAsync(
        ulong application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken);

    /// <summary>Answers an interaction; within 3 seconds, and once.</summary>
    Task<ApiOutcome<bool>> AnswerAsync(
        ulong interaction, string token, InteractionAnswer answer, CancellationToken cancellationToken);

    /// <summary>Replaces the first answer to an interaction, for 15 minutes after it; also the way to fill a deferred one.</summary>
    Task<ApiOutcome<bool>> EditAnswerAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken);

    /// <summary>Says something more after the first answer, to the person alone when the message says so.</summary>
    Task<ApiOutcome<bool>> FollowUpAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken);

    /// <summary>What a channel is.</summary>
    Task<ApiOutcome<Channel>> GetChannelAsync(ulong channel, CancellationToken cancellationToken);

    /// <summary>Posts to a channel or thread; equal <paramref name="nonce"/>s within some minutes post once.</summary>
    Task<ApiOutcome<ulong>> PostAsync(
        ulong channel, MessageBody message, string nonce, CancellationToken cancellationToken);

    /// <summary>Opens a post of its own in a forum.</summary>
    Task<ApiOutcome<ulong>> PostToForumAsync(
        ulong forum, string title, MessageBody message, CancellationToken cancellationToken);

    /// <summary>Pins a message.</summary>
    Task<ApiOutcome<bool>> PinAsync(ulong channel, ulong message, CancellationToken cancellationToken);

    /// <summary>The private channel with a person.</summary>
    Task<ApiOutcome<ulong>> OpenPrivateChannelAsync(ulong user, CancellationToken cancellationToken);
}
