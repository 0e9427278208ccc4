using System.Net;
using System.Text;
using DSharpPlus.AsyncEvents;
using DSharpPlus.EventArgs;
using DSharpPlus.Net.WebSocket;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>The library's own connection to the gateway, with the watch between the two.</summary>
internal sealed class WatchedSocket : IWebSocketClient
{
    private readonly IWebSocketClient _inner;
    private readonly GatewayWatch _watch;

    public WatchedSocket(IWebProxy? proxy, GatewayWatch watch)
    {
        (_inner, _watch) = (WebSocketClient.CreateNew(proxy), watch);
        _inner.Connected += (_, args) => Connected?.Invoke(this, args) ?? Task.CompletedTask;
        _inner.ExceptionThrown += (_, args) => ExceptionThrown?.Invoke(this, args) ?? Task.CompletedTask;
        _inner.MessageReceived += (_, args) => TakeAsync(args);
        _inner.Disconnected += (_, args) =>
        {
            _watch.Close(args.CloseCode);
            return Disconnected?.Invoke(this, args) ?? Task.CompletedTask;
        };
    }

    public event AsyncEventHandler<IWebSocketClient, SocketEventArgs>? Connected;

    public event AsyncEventHandler<IWebSocketClient, SocketCloseEventArgs>? Disconnected;

    public event AsyncEventHandler<IWebSocketClient, SocketMessageEventArgs>? MessageReceived;

    public event AsyncEventHandler<IWebSocketClient, SocketErrorEventArgs>? ExceptionThrown;

    public IWebProxy Proxy => _inner.Proxy;

    public IReadOnlyDictionary<string, string> DefaultHeaders => _inner.DefaultHeaders;

    /// <summary>Connects; to where the session goes on, when there is one, which the library would not.</summary>
    public Task ConnectAsync(Uri uri)
    {
        _watch.Open();
        return _inner.ConnectAsync(_watch.ResumeUrl is { } there ? new UriBuilder(there) { Query = uri.Query }.Uri : uri);
    }

    public Task DisconnectAsync(int code = 1000, string message = "") => _inner.DisconnectAsync(code, message);

    public Task SendMessageAsync(string message) =>
        _watch.Leave(message) is { } frame ? _inner.SendMessageAsync(frame) : Task.CompletedTask;

    public bool AddDefaultHeader(string name, string value) => _inner.AddDefaultHeader(name, value);

    public bool RemoveDefaultHeader(string name) => _inner.RemoveDefaultHeader(name);

    public void Dispose() => _inner.Dispose();

    private async Task TakeAsync(SocketMessageEventArgs args)
    {
        if (args is SocketTextMessageEventArgs { Message: { } text })
        {
            var rest = _watch.Take(text, out var reply);
            if (reply is not null)
                await _inner.SendMessageAsync(Encoding.UTF8.GetString(reply));
            if (rest is null)
                return;
            args = ReferenceEquals(rest, text) ? args : new SocketTextMessageEventArgs(rest);
        }

        if (MessageReceived is { } library)
            await library(this, args);
    }
}
