namespace AssemblyBot.Telegram.Api;

/// <summary>
/// The methods of the Bot API that the bot uses. None throws for what a server or a network does; only a cancelled
/// <c>cancellationToken</c> ends a call with an exception.
/// </summary>
internal interface ITelegramApi
{
    /// <summary>Who the bot is; null when the server does not say.</summary>
    Task<ApiOutcome<User>> GetMeAsync(CancellationToken cancellationToken);

    /// <summary>Lets updates be polled; those that wait are kept.</summary>
    Task<ApiOutcome<bool>> DeleteWebhookAsync(CancellationToken cancellationToken);

    /// <summary>Lets updates be brought; those that wait are brought too, and the secret goes with each.</summary>
    Task<ApiOutcome<bool>> SetWebhookAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Where updates are brought and how that goes; null when the server does not say.</summary>
    Task<ApiOutcome<WebhookInfo>> GetWebhookInfoAsync(CancellationToken cancellationToken);

    /// <summary>Sets the menu of commands for a scope and a language; a null language: for all without one of their own.</summary>
    Task<ApiOutcome<bool>> SetMyCommandsAsync(
        IReadOnlyList<BotCommand> commands, string scope, string? language, CancellationToken cancellationToken);

    /// <summary>
    /// The updates from <paramref name="offset"/> on, which confirms those before it; waits up to <paramref name="timeout"/>
    /// for the first. Null: from the oldest one that is not confirmed.
    /// </summary>
    Task<ApiOutcome<IReadOnlyList<Delivery>>> GetUpdatesAsync(
        long? offset, int limit, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends a message; its number when the server tells it.</summary>
    Task<ApiOutcome<long?>> SendMessageAsync(ChatSpot spot, MessageText text, CancellationToken cancellationToken);

    /// <summary>Sends a file with a caption; the message's number when the server tells it.</summary>
    Task<ApiOutcome<long?>> SendFileAsync(ChatSpot spot, FileUpload file, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a message that one member of a group alone shall see. The server has done so only when the message it
    /// returns has an <see cref="Message.EphemeralMessageId"/>; any other message stands there for all to see.
    /// </summary>
    Task<ApiOutcome<Message>> SendOwnMessageAsync(
        ChatSpot spot, MessageText text, OnlyFor only, OwnMessageWay way, CancellationToken cancellationToken);

    /// <summary>Replaces the text and the buttons of a message of the bot.</summary>
    Task<ApiOutcome<bool>> EditMessageTextAsync(long chat, long message, MessageText text, CancellationToken cancellationToken);

    /// <summary>Replaces the text and the buttons of a message that <paramref name="receiver"/> alone sees.</summary>
    Task<ApiOutcome<bool>> EditOwnMessageTextAsync(
        long chat, long receiver, long ownMessage, MessageText text, CancellationToken cancellationToken);

    /// <summary>Deletes a message of the bot, for everyone.</summary>
    Task<ApiOutcome<bool>> DeleteMessageAsync(long chat, long message, CancellationToken cancellationToken);

    /// <summary>Pins a message, without telling the members.</summary>
    Task<ApiOutcome<bool>> PinMessageAsync(long chat, long message, CancellationToken cancellationToken);

    /// <summary>Someone's place in a chat.</summary>
    Task<ApiOutcome<ChatMember>> GetChatMemberAsync(long chat, long user, CancellationToken cancellationToken);

    /// <summary>Answers the press of a button: up to 200 characters, or a link to open, or nothing.</summary>
    Task<ApiOutcome<bool>> AnswerCallbackQueryAsync(string query, string? text, string? url, CancellationToken cancellationToken);
}
