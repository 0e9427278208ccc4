using System.Collections.Concurrent;

namespace AssemblyBot.Discord.Tests.Conversations;

/// <summary>Discord without a wire: takes down every call, answers as the test wants it to, and hands interactions over.</summary>
internal sealed class RecordingApi : IDiscordApi
{
    private readonly ConcurrentQueue<(string Method, object? What)> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ApiFailure>> _failures = new();
    private readonly TaskCompletionSource<Func<Interaction, Task>> _listener = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastId = 1000;

    /// <summary>Every call: its method without <c>Async</c>, and what it was about.</summary>
    public IReadOnlyList<(string Method, object? What)> Calls => [.. _calls];

    /// <summary>The answers to an interaction, deferrals included, then edits and what followed, by its token.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<object>> Answers { get; } = new();

    /// <summary>What was posted, by channel.</summary>
    public ConcurrentQueue<(ulong Channel, MessageBody Message, string Nonce)> Posts { get; } = new();

    /// <summary>The channels there are, beside text channels of <see cref="Member.Guild"/>.</summary>
    public ConcurrentDictionary<ulong, Channel> Channels { get; } = new();

    /// <summary>The commands that were sent last.</summary>
    public IReadOnlyList<ApplicationCommand> Commands { get; private set; } = [];

    public int Count(string method) => _calls.Count(call => call.Method == method);

    public void ForgetCalls() => _calls.Clear();

    /// <summary>Answers the next calls of a method with these failures.</summary>
    public void Fail(string method, params ApiFailure[] failures)
    {
        foreach (var failure in failures)
            _failures.GetOrAdd(method, _ => new ConcurrentQueue<ApiFailure>()).Enqueue(failure);
    }

    /// <summary>Refuses the connection for good.</summary>
    public void Refuse(string reason) => _refused.TrySetResult(reason);

    /// <summary>Hands an interaction over and returns when it is done with.</summary>
    public async Task DeliverAsync(Interaction interaction)
    {
        var handle = await _listener.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await handle(interaction).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    public ulong NextId() => (ulong)Interlocked.Increment(ref _lastId);

    public async Task<string?> ListenAsync(Func<Interaction, Task> handle, CancellationToken cancellationToken)
    {
        _listener.TrySetResult(handle);
        return await _refused.Task.WaitAsync(cancellationToken);
    }

    public Task<ApiOutcome<Application>> GetApplicationAsync(CancellationToken cancellationToken) =>
        Call("GetApplication", null, new Application(Given.ApplicationId, "Assembly"));

    public Task<ApiOutcome<bool>> PutCommandsAsync(
        ulong application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken)
    {
        Commands = commands;
        return Call("PutCommands", commands, true);
    }

    public Task<ApiOutcome<bool>> AnswerAsync(
        ulong interaction, string token, InteractionAnswer answer, CancellationToken cancellationToken) => Show("Answer", token, answer);

    public Task<ApiOutcome<bool>> EditAnswerAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) => Show("EditAnswer", token, message);

    public Task<ApiOutcome<bool>> FollowUpAsync(
        ulong application, string token, MessageBody message, CancellationToken cancellationToken) => Show("FollowUp", token, message);

    public Task<ApiOutcome<Channel>> GetChannelAsync(ulong channel, CancellationToken cancellationToken) =>
        Call("GetChannel", channel, Channels.GetValueOrDefault(channel, new Channel(channel, 0, Member.Guild, null)));

    public async Task<ApiOutcome<ulong>> PostAsync(ulong channel, MessageBody message, string nonce, CancellationToken cancellationToken)
    {
        var outcome = await Call("Post", (channel, message, nonce), NextId());
        if (outcome.IsOk)
            Posts.Enqueue((channel, message, nonce));
        return outcome;
    }

    public async Task<ApiOutcome<ulong>> PostToForumAsync(ulong forum, string title, MessageBody message, CancellationToken cancellationToken)
    {
        var outcome = await Call("PostToForum", (forum, title, message), NextId());
        if (outcome.IsOk)
            Posts.Enqueue((forum, message, title));
        return outcome;
    }

    public Task<ApiOutcome<bool>> PinAsync(ulong channel, ulong message, CancellationToken cancellationToken) => Call("Pin", message, true);

    public Task<ApiOutcome<ulong>> OpenPrivateChannelAsync(ulong user, CancellationToken cancellationToken) =>
        Call("OpenPrivateChannel", user, user + 1_000_000);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ApiOutcome<bool>> Show(string method, string token, object what)
    {
        var outcome = await Call(method, what, true);
        if (outcome.IsOk)
            Answers.GetOrAdd(token, _ => new ConcurrentQueue<object>()).Enqueue(what);
        return outcome;
    }

    private Task<ApiOutcome<T>> Call<T>(string method, object? what, T value)
    {
        _calls.Enqueue((method, what));
        return Task.FromResult(_failures.TryGetValue(method, out var failures) && failures.TryDequeue(out var failure)
            ? new ApiOutcome<T>(default, failure)
            : new ApiOutcome<T>(value, null));
    }
}
