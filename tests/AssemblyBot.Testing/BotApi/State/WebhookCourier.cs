using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Schema;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>
/// Brings updates to the bot's webhook with the rules of the real server: those of one person, or of one chat, one after
/// the other, many side by side up to the connections; 2xx confirms, anything else is tried again later; the answer may
/// hold one call.
/// </summary>
internal sealed class WebhookCourier : IDisposable
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private static readonly string[] NotInAnswers = ["get", "setWebhook", "deleteWebhook", "close", "logOut"];

    private readonly FakeBotApi _api;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 100 });
    private readonly HashSet<long> _busy = [];
    private readonly HashSet<QueuedUpdate> _underWay = [];
    private string _secret = "";
    private int _connections = 40;

    public WebhookCourier(FakeBotApi api)
    {
        _api = api;
        _http.Timeout = TimeSpan.FromSeconds(60);
    }

    /// <summary>The address; empty: updates are polled.</summary>
    public string Url { get; private set; } = "";

    public int Connections => _connections;

    /// <summary>How many answers are still to be lost on their way.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>What went wrong last, and when; null: nothing did.</summary>
    public (DateTimeOffset At, string Message)? LastError { get; private set; }

    /// <summary>How many updates were brought and confirmed.</summary>
    public int Confirmed { get; private set; }

    public void Set(string url, string secret, int connections)
    {
        (Url, _secret, _connections, LastError) = (url, secret, connections, null);
        Wake();
    }

    /// <summary>Begins to bring what can be brought. The caller holds the server's lock.</summary>
    public void Wake()
    {
        if (Url.Length == 0 || !_api.IsRunning)
        {
            return;
        }

        var held = new HashSet<long>(_busy);
        var now = _api.Clock.GetUtcNow();
        foreach (var update in _api.World.Updates.Waiting())
        {
            if (_underWay.Count >= _connections)
            {
                return;
            }

            if (!held.Add(update.Queue) || _underWay.Contains(update) || update.NotBefore > now)
            {
                continue;
            }

            _busy.Add(update.Queue);
            _underWay.Add(update);
            _ = BringAsync(update, Url, _secret);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task BringAsync(QueuedUpdate update, string url, string secret)
    {
        var wait = _api.Options.WebhookRetry;
        string? problem = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(update.Json) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (secret.Length > 0)
            {
                request.Headers.Add(SecretHeader, secret);
            }

            lock (_api.Gate)
            {
                update.MarkDelivered();
            }

            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            if (!response.IsSuccessStatusCode)
            {
                problem = $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
                wait = response.Headers.RetryAfter?.Delta is { } asked && asked < wait ? asked : wait;
            }
            else if (IsLost())
            {
                problem = "Read timeout expired";
            }
            else
            {
                CarryOut(body);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            problem = "Connection refused";
        }

        if (problem is null)
        {
            Confirm(update);
            return;
        }

        lock (_api.Gate)
        {
            LastError = (_api.Clock.GetUtcNow(), problem);
        }

        await Task.Delay(wait, TimeProvider.System);
        lock (_api.Gate)
        {
            Release(update);
        }
    }

    private bool IsLost()
    {
        lock (_api.Gate)
        {
            var isLost = AnswersToLose > 0;
            AnswersToLose -= isLost ? 1 : 0;
            return isLost;
        }
    }

    private void Confirm(QueuedUpdate update)
    {
        lock (_api.Gate)
        {
            Confirmed++;
            _api.World.Updates.Remove(update);
            Release(update);
        }
    }

    private void Release(QueuedUpdate update)
    {
        _busy.Remove(update.Queue);
        _underWay.Remove(update);
        Wake();
    }

    private void CarryOut(byte[] body)
    {
        if (body.Length == 0)
        {
            return;
        }

        var arguments = JsonNode.Parse(body)!.AsObject();
        var name = arguments["method"]?.GetValue<string>() ?? "";
        arguments.Remove("method");
        try
        {
            var method = BotApiSchema.Of(_api.Version).FindMethod(name) ?? throw new RuleException($"the official list has no method \"{name}\"");
            if (NotInAnswers.Any(forbidden => name.StartsWith(forbidden, StringComparison.OrdinalIgnoreCase)))
            {
                throw new RuleException($"{name} cannot be called in an answer");
            }

            using var call = new BotCall(method);
            call.Add(JsonDocument.Parse(arguments.ToJsonString()));
            CallRules.Check(call);
            _api.CarryOutAnswer(call);
        }
        catch (RuleException violation)
        {
            _api.Report(name, violation.Message);
        }
    }
}
