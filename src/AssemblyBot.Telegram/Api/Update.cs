namespace AssemblyBot.Telegram.Api;

/// <summary>What Telegram delivers, reduced to what the bot looks at; a server may leave out anything.</summary>
internal sealed record Update
{
    public long UpdateId { get; init; }
    public Message? Message { get; init; }

    /// <summary>What was written in a channel, in the channel's name.</summary>
    public Message? ChannelPost { get; init; }

    public CallbackQuery? CallbackQuery { get; init; }
    public ChatMemberUpdated? MyChatMember { get; init; }
}

/// <summary>A message; one with the date 0 is not accessible any more.</summary>
internal sealed record Message
{
    public long MessageId { get; init; }
    public long? MessageThreadId { get; init; }
    public bool? IsTopicMessage { get; init; }
    public long? Date { get; init; }
    public Chat? Chat { get; init; }
    public User? From { get; init; }
    public Chat? SenderChat { get; init; }
    public string? Text { get; init; }
    public string? Caption { get; init; }
    public long? MigrateToChatId { get; init; }
    public long? MigrateFromChatId { get; init; }
    public Message? ReplyToMessage { get; init; }

    /// <summary>Whether Telegram itself put it there, as it does in a channel's group with every post of the channel.</summary>
    public bool? IsAutomaticForward { get; init; }

    /// <summary>
    /// Its number among the messages that <see cref="ReceiverUser"/> alone sees; null: everyone in the chat sees it. The
    /// server may give it to another message later.
    /// </summary>
    public long? EphemeralMessageId { get; init; }

    public User? ReceiverUser { get; init; }
}

/// <summary>A chat: private, group, supergroup or channel.</summary>
internal sealed record Chat
{
    public long Id { get; init; }
    public string? Type { get; init; }

    /// <summary>Whether it is the chat of one person with the bot; by its id when the server leaves the type out.</summary>
    public bool IsPrivate => Type is { } type ? type == "private" : Id > 0;
}

/// <summary>An account.</summary>
internal sealed record User
{
    public long Id { get; init; }
    public bool? IsBot { get; init; }
    public string? Username { get; init; }
    public string? LanguageCode { get; init; }
}

/// <summary>A press of a button.</summary>
internal sealed record CallbackQuery
{
    public string? Id { get; init; }
    public User? From { get; init; }
    public Message? Message { get; init; }
    public string? Data { get; init; }
}

/// <summary>A change of the bot's place in a chat.</summary>
internal sealed record ChatMemberUpdated
{
    public Chat? Chat { get; init; }
    public ChatMember? NewChatMember { get; init; }
}

/// <summary>A member's place in a chat.</summary>
internal sealed record ChatMember
{
    public string? Status { get; init; }

    /// <summary>Of an administrator of a group: whether they may pin messages.</summary>
    public bool? CanPinMessages { get; init; }

    /// <summary>Of an administrator of a channel: whether they may edit others' messages and pin.</summary>
    public bool? CanEditMessages { get; init; }

    /// <summary>Of someone restricted: whether they may write.</summary>
    public bool? CanSendMessages { get; init; }
}
