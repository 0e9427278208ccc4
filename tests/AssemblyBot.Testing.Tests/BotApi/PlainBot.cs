using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.BotApi.Schema;

namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>A bot of a few lines on a plain HttpClient; every answer it gets is held to the official list.</summary>
internal sealed class PlainBot(FakeBotApi api) : IDisposable
{
    private readonly HttpClient _http = new();
    private long _offset;

    public HttpClient Http => _http;

    public Uri Address(string method) => new($"{api.BaseUrl}/bot{api.Token}/{method}");

    public async Task<HttpResponseMessage> PostAsync(string method, object arguments)
        => await _http.PostAsJsonAsync(Address(method), arguments, TestContext.Current.CancellationToken);

    /// <summary>The result of a call that must succeed.</summary>
    public async Task<JsonElement> CallAsync(string method, object arguments)
    {
        var (status, answer) = await TryAsync(method, arguments);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        var result = answer.GetProperty("result");
        Assert.Null(BotApiSchema.Instance.FindMethod(method)!.Result.Check(result));
        return result;
    }

    /// <summary>The status and description of a call that must be refused.</summary>
    public async Task<(int Status, string Description)> RefusedAsync(string method, object arguments)
    {
        var (status, answer) = await TryAsync(method, arguments);
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        Assert.Equal((int)status, answer.GetProperty("error_code").GetInt32());
        return ((int)status, answer.GetProperty("description").GetString()!);
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> TryAsync(string method, object arguments)
    {
        using var response = await PostAsync(method, arguments);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(body).RootElement);
    }

    /// <summary>The next updates, confirming those of the call before.</summary>
    public async Task<IReadOnlyList<JsonElement>> UpdatesAsync(int timeout = 0, string[]? allowed = null)
    {
        object arguments = allowed is null ? new { offset = _offset, timeout } : new { offset = _offset, timeout, allowed_updates = allowed };
        var updates = (await CallAsync("getUpdates", arguments)).EnumerateArray().ToArray();
        _offset = updates.Length == 0 ? _offset : updates[^1].GetProperty("update_id").GetInt64() + 1;
        return updates;
    }

    public async Task<int> SendAsync(FakeChat chat, string text, params (string Label, string Data)[] buttons)
    {
        var sent = await CallAsync("sendMessage", new { chat_id = chat.Id, text, parse_mode = "HTML", reply_markup = Keyboard(buttons) });
        return sent.GetProperty("message_id").GetInt32();
    }

    public Task<JsonElement> EditAsync(FakeChat chat, int message, string text, params (string Label, string Data)[] buttons)
        => CallAsync("editMessageText", new { chat_id = chat.Id, message_id = message, text, parse_mode = "Html", reply_markup = Keyboard(buttons) });

    public static object Keyboard(params (string Label, string Data)[] buttons)
        => new { inline_keyboard = new[] { buttons.Select(button => new { text = button.Label, callback_data = button.Data }) } };

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public void Dispose() => _http.Dispose();
}
