using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AssemblyBot.Testing.Discord;
using AssemblyBot.Testing.Discord.Schema;

namespace AssemblyBot.Testing.Tests.Discord;

/// <summary>A bot of a few lines on a plain HttpClient and a plain WebSocket; every answer it gets is held to the official document.</summary>
internal sealed class PlainDiscordBot : IDisposable
{
    private readonly FakeDiscord _discord;
    private readonly List<PlainSocket> _sockets = [];

    public PlainDiscordBot(FakeDiscord discord)
    {
        _discord = discord;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", discord.Token);
        Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (https://example.org, 1.0)");
    }

    public HttpClient Http { get; } = new();

    public Uri Address(string path) => new(_discord.BaseUrl + path);

    /// <summary>A connection that has had READY.</summary>
    public async Task<PlainSocket> ReadyAsync(int intents = 0, int[]? shard = null, bool compressed = false)
    {
        var socket = await ConnectAsync(compressed: compressed);
        await socket.IdentifyAsync(_discord, intents, shard);
        await socket.EventAsync("READY");
        return socket;
    }

    /// <summary>A connection that has had op 10.</summary>
    public async Task<PlainSocket> ConnectAsync(string? url = null, bool compressed = false)
    {
        url ??= (await CallAsync("GET", "/gateway/bot")).GetProperty("url").GetString()!;
        var socket = await PlainSocket.ConnectAsync(url, compressed);
        _sockets.Add(socket);
        await socket.ReceiveAsync(10);
        return socket;
    }

    /// <summary>The result of a call that must succeed.</summary>
    public async Task<JsonElement> CallAsync(string method, string path, object? body = null)
    {
        var (status, answer) = await TryAsync(method, path, body);
        Assert.True(status is 200 or 201 or 204, $"{status} {answer}");
        return answer;
    }

    /// <summary>The status and Discord's code of a call that must be refused.</summary>
    public async Task<(int Status, int Code)> RefusedAsync(string method, string path, object? body = null)
    {
        var (status, answer) = await TryAsync(method, path, body);
        Assert.True(status >= 400, $"{status} {answer}");
        return (status, answer.GetProperty("code").GetInt32());
    }

    /// <summary>The status and the answer, undefined without one.</summary>
    public async Task<(int Status, JsonElement Answer)> TryAsync(string method, string path, object? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var answer = bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement;
        var operation = DiscordSchema.Instance.Find(method, path.Split('?')[0], out _);
        if (operation is not null && DiscordSchema.Instance.Answer(operation.Id, (int)response.StatusCode) is { } schema)
        {
            var check = schema.Check(answer);
            Assert.True(check.ProblemCount == 0, string.Join('\n', check.Problems) + answer);
        }

        return ((int)response.StatusCode, answer);
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(path));
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string json => Json(json),
            _ => Json(JsonSerializer.Serialize(body)),
        };
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers an interaction with a type and data.</summary>
    public Task<JsonElement> AnswerAsync(JsonElement interaction, int type, object? data = null)
        => CallAsync("POST", Callback(interaction), data is null ? new { type } : new { type, data });

    public static string Callback(JsonElement interaction)
        => $"/interactions/{interaction.GetProperty("id").GetString()}/{interaction.GetProperty("token").GetString()}/callback";

    public static string Original(JsonElement interaction)
        => $"/webhooks/{interaction.GetProperty("application_id").GetString()}/{interaction.GetProperty("token").GetString()}/messages/@original";

    /// <summary>A body with text and a row of buttons.</summary>
    public static object Card(string content, int flags, params (string Label, string Id)[] buttons) => new
    {
        content,
        flags,
        allowed_mentions = new { parse = Array.Empty<string>() },
        components = buttons.Length == 0 ? [] : new[] { new { type = 1, components = buttons.Select(button => new { type = 2, style = 1, label = button.Label, custom_id = button.Id }) } },
    };

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        Http.Dispose();
    }
}
