using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.BotApi.Rules;
using AssemblyBot.Testing.BotApi.Schema;
using AssemblyBot.Testing.BotApi.State;

namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>What the fake itself costs; run on demand and in Release, since a shared machine makes times vary.</summary>
public sealed class ThroughputTests(ITestOutputHelper output) : FakeBotApiTest
{
    private const string Card = "<b>7 of 40</b>\n\nA public budget of <i>one percent</i> for the digital commons, number # &amp; more.";

    private protected override FakeBotApiOptions Options => new() { VersionsKept = 0 };

    [Fact(Explicit = true)]
    public async Task Over_HTTP_it_answers_2000_edits_a_second()
    {
        const int People = 500, Rounds = 40, Workers = 16;
        var people = Enumerable.Range(0, People).Select(number => Api.AddUser($"Person {number}")).ToArray();
        var cards = new int[People];
        foreach (var (index, person) in people.Index())
        {
            person.Say("/start");
            cards[index] = await Bot.SendAsync(person.PrivateChat, "Card", ("Agree", "0"));
        }

        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (var i = worker; i < People * Rounds; i += Workers)
            {
                using var content = PlainBot.Json(EditJson(people[i % People].Id, cards[i % People], i));
                using var response = await Bot.Http.PostAsync(Bot.Address("editMessageText"), content);
                response.EnsureSuccessStatusCode();
            }
        })));
        var rate = People * Rounds / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        output.WriteLine($"{rate:0} edits a second over HTTP, client included");

        Assert.Empty(Api.Violations);
        Assert.InRange(rate, 2000, double.MaxValue);
    }

    [Fact(Explicit = true)]
    public async Task A_bare_bot_serves_500_people_who_press_at_once()
    {
        const int People = 500, Rounds = 20;
        using var stop = new CancellationTokenSource();
        var bot = Task.Run(() => ServeAsync(stop.Token), TestContext.Current.CancellationToken);
        var cards = await Task.WhenAll(Enumerable.Range(0, People).Select(number => Api.AddUser($"Person {number}").AskAsync("/start")));

        Api.ResetCounts();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(cards.Select(async card =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var press = card.Chat.Person!.Press("Agree", card);
                await press.AnsweredAsync(TimeSpan.FromSeconds(60));
                card = await press.EditedAsync(TimeSpan.FromSeconds(60));
            }
        }));
        var rate = People * Rounds / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var times = Api.Presses.Select(press => Math.Max(press.TimeToAnswer!.Value.TotalMilliseconds, press.TimeToEdit!.Value.TotalMilliseconds)).Order().ToArray();
        output.WriteLine($"{rate:0} presses a second, 99 of 100 within {times[times.Length * 99 / 100]:0} ms, {Api.CallCount("getUpdates")} polls");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bot);
        Assert.Empty(Api.Violations);
        Assert.Equal(People * Rounds, Api.CallCount("editMessageText"));
        Assert.Equal(People * Rounds, Api.CallCount("answerCallbackQuery"));
        Assert.InRange(rate, 1000, double.MaxValue);
    }

    [Fact(Explicit = true)]
    public async Task Without_HTTP_it_checks_and_answers_an_edit_in_50_microseconds()
    {
        const int Count = 50_000;
        var message = await Bot.SendAsync(Ana.PrivateChat, "Card", ("Agree", "0"));
        var methods = new BotMethods(Api.World, Api.Options);
        var method = BotApiSchema.Instance.FindMethod("editMessageText")!;
        var requests = Enumerable.Range(0, Count).Select(number => JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(EditJson(Ana.Id, message, number)))).ToArray();

        Run(requests.AsSpan(0, 5000));
        var begun = Stopwatch.GetTimestamp();
        Run(requests.AsSpan(5000));
        var each = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / (Count - 5000);
        output.WriteLine($"{each:0.0} microseconds an edit");

        Assert.InRange(each, 0, 50);

        void Run(ReadOnlySpan<byte[]> bodies)
        {
            foreach (var body in bodies)
            {
                using var call = new BotCall(method);
                call.Add(JsonDocument.Parse(body));
                CallRules.Check(call);
                Api.Admit(call);
                Assert.Equal(200, methods.Run(call).Status);
            }
        }
    }

    /// <summary>Polls; answers each message with a card and each press with a notice and the next card, both at once.</summary>
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        long offset = 0;
        while (true)
        {
            using var poll = await PostAsync("getUpdates", $$"""{"offset":{{offset}},"timeout":30}""");
            using var updates = await JsonDocument.ParseAsync(await poll.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            foreach (var update in updates.RootElement.GetProperty("result").EnumerateArray())
            {
                var number = update.GetProperty("update_id").GetInt64();
                offset = number + 1;
                if (update.TryGetProperty("callback_query", out var query))
                {
                    var message = query.GetProperty("message");
                    var edit = EditJson(message.GetProperty("chat").GetProperty("id").GetInt64(), message.GetProperty("message_id").GetInt32(), (int)number);
                    _ = PostAsync("answerCallbackQuery", $$"""{"callback_query_id":"{{query.GetProperty("id").GetString()}}"}""");
                    _ = PostAsync("editMessageText", edit);
                }
                else
                {
                    var chat = update.GetProperty("message").GetProperty("chat").GetProperty("id").GetInt64();
                    _ = PostAsync("sendMessage", $$$"""{"chat_id":{{{chat}}},"text":"Card","reply_markup":{"inline_keyboard":[[{"text":"Agree","callback_data":"1"}]]}}""");
                }
            }
        }

        Task<HttpResponseMessage> PostAsync(string method, string json) => Bot.Http.PostAsync(Bot.Address(method), PlainBot.Json(json), cancellationToken);
    }

    private static string EditJson(long chat, int message, int number)
    {
        var text = JavaScriptEncoder.Default.Encode(Card.Replace("#", $"{number}", StringComparison.Ordinal));
        var rows = string.Join(",", ((string[])["Agree", "Disagree", "Pass", "Undo", "Add a statement"])
            .Select(label => $$"""[{"text":"{{label}}","callback_data":"1.AbCdEfGhIjKlMnOpQrStUvWxYz.{{number}}.{{label.Length}}"}]"""));
        return $$$"""{"chat_id":{{{chat}}},"message_id":{{{message}}},"text":"{{{text}}}","parse_mode":"HTML","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[{{{rows}}}]}}""";
    }
}
