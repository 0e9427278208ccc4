namespace AssemblyBot.Telegram.Posting;

/// <summary>
/// The chats that refuse messages for good: whoever blocked the bot or removed it is not written to again, until they are
/// heard of. In memory only; after a start each may refuse once more.
/// </summary>
internal sealed class ClosedChats
{
    private const int Most = 100_000;
    private readonly Lock _gate = new();
    private readonly HashSet<long> _closed = [];

    /// <summary>Whether the chat refuses messages.</summary>
    public bool IsClosed(long chat)
    {
        lock (_gate)
            return _closed.Contains(chat);
    }

    /// <summary>The chat has refused a message for good.</summary>
    public void Close(long chat)
    {
        lock (_gate)
        {
            if (_closed.Count >= Most)
                _closed.Clear();
            _closed.Add(chat);
        }
    }

    /// <summary>Takes note of what an update says about its chat.</summary>
    public void Hear(Update update)
    {
        if (update.MyChatMember is { Chat: { } changed, NewChatMember.Status: "kicked" or "left" })
            Close(changed.Id);
        else if ((update.MyChatMember?.Chat ?? update.Message?.Chat ?? update.CallbackQuery?.Message?.Chat) is { } heard)
            Open(heard.Id);
    }

    private void Open(long chat)
    {
        lock (_gate)
            _closed.Remove(chat);
    }
}
