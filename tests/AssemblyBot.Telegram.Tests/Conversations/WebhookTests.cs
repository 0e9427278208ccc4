using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Tests.Conversations;

public class WebhookTests : ConversationTest
{
    private readonly int _port = FreePort();

    [Fact]
    public async Task A_press_is_answered_by_the_answer_itself_and_its_card_by_one_edit()
    {
        await StartWebhookAsync();
        var ana = await AddVoterAsync();
        Api.ResetCounts();

        var press = await ana.PressAsync("Agree");
        var card = await press.EditedAsync();

        Assert.Equal("Counted 1", press.Answer!.Text);
        Assert.Contains("Statement 2", card.Text, StringComparison.Ordinal);
        Assert.Equal(1, Api.CallsInAnswers);
        Assert.Equal(1, Api.CallCount("editMessageText"));
        Assert.Equal(1, Api.CallCount("answerCallbackQuery"));
        Assert.Equal(0, Api.CallCount("getUpdates"));
    }

    [Fact]
    public async Task An_update_is_taken_only_when_its_effect_is_on_disk()
    {
        await StartWebhookAsync();
        var (ana, ben) = (await AddVoterAsync("Ana"), await AddVoterAsync("Ben"));
        await UntilAsync(() => Api.PendingUpdates == 0, "the starts are taken");
        var release = new TaskCompletionSource();
        Desk.Instead = async (request, _) =>
        {
            if (request.Person.Id == Given.Person(ana.Id).Id)
                await release.Task;
            return Given.Ask(5);
        };

        ana.Say("slow");
        await ben.AskAsync("fast");
        await ben.AskAsync("fast again");
        await UntilAsync(() => Api.PendingUpdates == 1, "Ben's are taken");

        release.SetResult();
        await ana.WaitForMessageAsync();
        await UntilAsync(() => Api.PendingUpdates == 0, "all are taken");
    }

    [Fact]
    public async Task An_update_that_is_brought_twice_counts_once()
    {
        await StartWebhookAsync();
        var ana = await AddVoterAsync();
        await UntilAsync(() => Api.PendingUpdates == 0, "the start is taken");
        Api.LoseWebhookAnswers();

        await ana.PressAsync("Agree");

        await UntilAsync(() => Desk.Requests.Count(request => request.Action is CardAction.Vote) == 2, "it is brought again");
        Assert.Single(Desk.Votes);
    }

    [Fact]
    public async Task From_polls_to_the_webhook_and_back_no_update_is_lost_and_none_counts_twice()
    {
        var people = new List<FakeUser>();
        await using (await StartBotAsync())
        {
            foreach (var number in Enumerable.Range(1, 10))
                people.Add(await AddVoterAsync($"Person {number}"));
        }

        var asked = 0;
        for (var round = 0; round < 4; round++)
        {
            // What is said while no bot runs waits for the next one, which takes it in the other way.
            people.ForEach(person => person.Say($"round {round}"));
            asked += people.Count;
            await using var bot = round % 2 == 0 ? await StartWebhookAsync() : await StartBotAsync();
            people.ForEach(person => person.Say($"and more in round {round}"));
            asked += people.Count;
            await UntilAsync(() => Api.PendingUpdates == 0, "all are taken");
        }

        var said = Desk.Requests.Where(request => request.Action is CardAction.Say).ToList();
        Assert.Equal(asked, said.Select(request => request.Inbox).Distinct().Count());
        foreach (var person in people)
        {
            var texts = said.Where(request => request.Person.Id == Given.Person(person.Id).Id).DistinctBy(request => request.Inbox);
            Assert.Equal(
                Enumerable.Range(0, 4).SelectMany(round => new[] { $"round {round}", $"and more in round {round}" }),
                texts.Select(request => ((CardAction.Say)request.Action).Text));
        }
    }

    [Fact]
    public async Task The_address_is_set_only_when_it_changed()
    {
        await using (await StartWebhookAsync())
            await AddVoterAsync();
        await using (await StartWebhookAsync())
            await AddVoterAsync("Ben");
        Assert.Equal(1, Api.CallCount("setWebhook"));

        await using (await StartWebhookAsync(("Telegram:WebhookConnections", "7")))
            await UntilAsync(() => Api.CallCount("setWebhook") == 2, "it is set anew");
    }

    [Fact]
    public async Task Whoever_does_not_know_path_and_secret_is_turned_away()
    {
        var bot = await StartWebhookAsync();
        await AddVoterAsync();
        var (url, secret) = AddressOf(bot);
        var before = Desk.Requests.Count;
        const string Update = """{"update_id":7,"message":{"message_id":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"/start"}}""";

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync($"http://127.0.0.1:{_port}/", secret, Update));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(url[..^1], secret, Update));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(url, null, Update));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(url, "", Update));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(url, secret[..^1], Update));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(url, secret + "x", Update));
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync(url, Cancellation)).StatusCode);

        Assert.Equal(before, Desk.Requests.Count);
        Assert.Single(bot.Log.From(LogLevel.Warning), line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(url, secret, Update));
        Assert.Equal(before + 1, Desk.Requests.Count);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("no JSON", HttpStatusCode.BadRequest)]
    [InlineData("{\"update_id\":", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"update_id\":\"seven\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"update_id\":7}", HttpStatusCode.OK)]
    [InlineData("{\"update_id\":8,\"message\":{\"message_id\":\"seven\"}}", HttpStatusCode.OK)]
    [InlineData("{\"update_id\":9,\"something\":{\"new\":[]}}", HttpStatusCode.OK)]
    public async Task Rubbish_is_refused_and_what_is_not_understood_is_skipped(string body, HttpStatusCode status)
    {
        var bot = await StartWebhookAsync();
        var (url, secret) = AddressOf(bot);

        Assert.Equal(status, await PostAsync(url, secret, body));

        Assert.Empty(Desk.Requests);
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read()
    {
        var bot = await StartWebhookAsync();
        var (url, secret) = AddressOf(bot);
        var body = $$"""{"update_id":7,"x":"{{new string('x', 600_000)}}"}""";

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(url, secret, body));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(url, secret, body, chunked: true));
        Assert.Empty(bot.Log.From(LogLevel.Warning));
    }

    /// <summary>A moment in CI; <c>ASSEMBLYBOT_FUZZ=1000000</c> for longer.</summary>
    [Fact]
    public async Task Random_updates_harm_nothing_and_leave_memory_flat()
    {
        var bot = await StartWebhookAsync((RunningBot.LogLevelKey, nameof(LogLevel.Error)));
        var ana = await AddVoterAsync();
        var (url, secret) = AddressOf(bot);
        Desk.KeepsRequests = false;
        var count = int.TryParse(Environment.GetEnvironmentVariable("ASSEMBLYBOT_FUZZ"), out var given) ? given : 1500;
        var random = new Random(20260302);
        using var http = new HttpClient();

        await BombardAsync(count / 4);
        var early = HeapSize.Now();
        await BombardAsync(count - (count / 4));
        var late = HeapSize.Now();

        TestContext.Current.SendDiagnosticMessage(
            "{0} updates, {1} of them for the desk; heap {2} kB after a quarter, {3} kB at the end", count, bot.Health.Handled, early / 1024, late / 1024);
        await ana.PressAsync("Agree");
        Assert.DoesNotContain(bot.Log.Lines, line => line.Level > LogLevel.Warning);
        Assert.InRange(late - early, long.MinValue, HeapSize.FlatWithin);

        Task BombardAsync(int updates) => Parallel.ForEachAsync(
            Enumerable.Range(0, updates).Select(number => number % 4 == 0 ? SpoiltUpdate(random) : RandomUpdate(random)),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
            async (body, _) => Assert.True((int)await PostAsync(http, url, secret, body) is 200 or 400 or 503, body));
    }

    [Fact]
    public async Task What_the_store_could_not_take_is_brought_again()
    {
        var bot = await StartWebhookAsync();
        var ana = await AddVoterAsync();
        var failures = 1;
        Desk.Instead = (_, _) => Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("the disk is full") : Task.FromResult<Card?>(Given.Ask(7));

        var card = await ana.AskAsync("my statement");

        Assert.Contains("Statement 7", card.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Log.From(LogLevel.Error));
    }

    [Fact]
    public async Task What_fails_again_and_again_is_said_and_holds_up_nothing()
    {
        await StartWebhookAsync();
        var ana = await AddVoterAsync();
        Desk.Instead = (request, _) => request.Action is CardAction.Say { Text: "poison" }
            ? throw new InvalidOperationException("ours")
            : Task.FromResult<Card?>(Given.Ask(7));

        Assert.Equal(Given.Common.Failed, (await ana.AskAsync("poison")).Text);
        Assert.Contains("Statement 7", (await ana.AskAsync("fine")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_presses_of_many_people_are_answered_in_each_ones_order()
    {
        await StartWebhookAsync();
        var people = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => AddVoterAsync($"Person {number}")));
        await Task.WhenAll(people.Select(async person =>
        {
            var card = person.Card!;
            for (var i = 0; i < 8; i++)
                card = await person.PressForCardAsync("Agree", card);
        }));

        foreach (var person in people)
        {
            var votes = Desk.Votes.Where(vote => vote.Person == Given.Person(person.Id).Id).Select(vote => vote.Statement);
            Assert.Equal(Enumerable.Range(1, 8), votes);
        }
    }

    [Fact]
    public async Task At_a_stop_what_is_in_hand_is_finished_and_the_rest_waits_for_the_next_start()
    {
        var bot = await StartWebhookAsync();
        var (ana, ben) = (await AddVoterAsync("Ana"), await AddVoterAsync("Ben"));
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        Desk.Instead = async (_, _) =>
        {
            begun.TrySetResult();
            await release.Task;
            return Given.Ask(5);
        };
        ana.Say("slow");
        await begun.Task;

        var stopping = bot.StopAsync();
        ben.Say("later");
        release.SetResult();
        await stopping;

        Assert.Contains("Statement 5", ana.LastMessage()!.Text, StringComparison.Ordinal);
        await StartWebhookAsync();
        await ben.WaitForMessageAsync();
        Assert.Equal(2, Desk.Requests.Where(request => request.Action is CardAction.Say).DistinctBy(request => request.Inbox).Count());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();

        var bot = await StartWebhookAsync();

        await UntilAsync(() => bot.Health.StoppedBecause is not null, "it is named");
        Assert.Contains($"Telegram:WebhookListen is 127.0.0.1:{_port}", bot.Health.StoppedBecause, StringComparison.Ordinal);
    }

    private async Task<RunningBot> StartWebhookAsync(params (string Key, string Value)[] settings)
    {
        var before = Api.CallCount("getWebhookInfo");
        var bot = await StartBotAsync(
        [
            ("Telegram:WebhookUrl", $"http://127.0.0.1:{_port}/assembly"),
            ("Telegram:WebhookListen", $"127.0.0.1:{_port}"),
            .. settings,
        ]);
        await UntilAsync(() => Api.CallCount("getWebhookInfo") > before || bot.Health.StoppedBecause is not null, "it listens");
        return bot;
    }

    private static (string Url, string Secret) AddressOf(RunningBot bot) =>
        bot.Services.GetRequiredService<WebhookAddress>() is var address ? (address.Url, address.Secret) : default;

    private static async Task<HttpStatusCode> PostAsync(string url, string? secret, string body, bool chunked = false)
    {
        using var http = new HttpClient();
        return await PostAsync(http, url, secret, body, chunked);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string url, string? secret, string body, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = chunked
            ? new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)))
            : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    /// <summary>Updates as they come, one in two with a part of its text cut out, doubled or replaced.</summary>
    private static string SpoiltUpdate(Random random)
    {
        var person = random.Next(1, 100);
        var from = $$"""{"id":{{person}},"is_bot":false,"first_name":"Ana","language_code":"en"}""";
        var chat = $$"""{"id":{{person}},"type":"private","first_name":"Ana"}""";
        var update = random.Next(2) == 0
            ? $$"""{"update_id":{{random.Next(1, 1_000_000)}},"message":{"message_id":{{random.Next(1, 1000)}},"from":{{from}},"chat":{{chat}},"date":1772452800,"text":"/start","entities":[{"offset":0,"length":6,"type":"bot_command"}]} }"""
            : $$"""{"update_id":{{random.Next(1, 1_000_000)}},"callback_query":{"id":"{{random.NextInt64()}}","from":{{from}},"message":{"message_id":5,"chat":{{chat}},"date":1772452800},"chat_instance":"1","data":"{{random.NextInt64()}}"} }""";
        if (random.Next(2) == 0)
            return update;

        var (at, length) = (random.Next(update.Length), random.Next(12));
        var part = update[at..Math.Min(update.Length, at + length)];
        var instead = random.Next(3) switch { 0 => "", 1 => part + part, _ => "\\ud800" };
        return update[..at] + instead + update[(at + part.Length)..];
    }

    /// <summary>Objects of the right names in the wrong places, and plain noise.</summary>
    private static string RandomUpdate(Random random)
    {
        string[] values =
        [
            "null", "0", "-1", "9007199254740993", "1e400", "\"\"", "\"/start\"", "\"\\ud800\"", "[]", "{}", "true", "{\"id\":5}", "{\"id\":5,\"type\":\"private\"}",
        ];
        string[] names =
        [
            "message", "callback_query", "my_chat_member", "chat", "from", "text", "id", "message_id", "date", "data", "entities", "new_chat_member", "status",
        ];
        return random.Next(8) == 0
            ? new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(32, 127))])
            : $$"""{"update_id":{{random.Next(1, 1_000_000)}},"{{Name()}}":{{Object(3)}},"{{Name()}}":{{Object(1)}}}""";

        string Name() => names[random.Next(names.Length)];

        string Object(int depth) => depth == 0 || random.Next(5) == 0
            ? values[random.Next(values.Length)]
            : $"{{{string.Join(',', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"\"{Name()}\":{Object(depth - 1)}"))}}}";
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
