namespace AssemblyBot.Testing.BotApi;

/// <summary>How many calls of which method arrived, in all and per chat. A press's answer counts for the person who pressed.</summary>
internal sealed class CallCounts
{
    private readonly Dictionary<string, int> _byMethod = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Method, long Chat), int> _byChat = [];

    public int Total { get; private set; }

    public IReadOnlyDictionary<string, int> ByMethod => new Dictionary<string, int>(_byMethod, StringComparer.OrdinalIgnoreCase);

    public void Count(string method, long? chat)
    {
        Total++;
        _byMethod[method] = Of(method) + 1;
        if (chat is { } id)
        {
            _byChat[(method, id)] = Of(method, id) + 1;
        }
    }

    public int Of(string method) => _byMethod.GetValueOrDefault(method);

    public int Of(string method, long chat) => _byChat.GetValueOrDefault((method, chat));

    public void Clear()
    {
        Total = 0;
        _byMethod.Clear();
        _byChat.Clear();
    }
}
