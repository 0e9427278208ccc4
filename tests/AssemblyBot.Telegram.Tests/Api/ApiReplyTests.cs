using System.Text;
using System.Text.Json;

namespace AssemblyBot.Telegram.Tests.Api;

public sealed class ApiReplyTests
{
    [Fact]
    public void A_refusal_is_read_with_its_parameters()
    {
        var reply = ApiReply.Read("""
            {"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","new":{"a":[1]},
             "parameters":{"retry_after":35,"migrate_to_chat_id":-1001,"other":"x"}}
            """u8);

        Assert.False(reply.Ok);
        Assert.Equal(new ApiFailure.Refused(429, "Too Many Requests: retry after 35", TimeSpan.FromSeconds(35), -1001), reply.Refused);
    }

    [Theory]
    [InlineData("""{"ok":false}""")]
    [InlineData("""{"ok":false,"error_code":"x","description":7,"parameters":null}""")]
    [InlineData("""{"ok":false,"parameters":{"retry_after":"soon","migrate_to_chat_id":{}}}""")]
    [InlineData("""{"ok":false,"parameters":{"retry_after":-5}}""")]
    [InlineData("""{"ok":false,"description":"\ud800"}""")]
    public void What_a_refusal_lacks_or_has_wrong_is_left_out(string json) =>
        Assert.Equal(new ApiFailure.Refused(0, ""), ApiReply.Read(Encoding.UTF8.GetBytes(json)).Refused);

    [Fact]
    public void A_wait_without_end_is_bounded() => Assert.Equal(
        TimeSpan.FromDays(1), ApiReply.Read("""{"ok":false,"parameters":{"retry_after":1e300}}"""u8).Refused.RetryAfter);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>502</html>")]
    [InlineData("""{"ok":tr""")]
    [InlineData("""{"ok":true,"result":[{"update_id":1}""")]
    public void What_is_no_envelope_is_refused(string body) => Assert.ThrowsAny<JsonException>(() => { ApiReply.Read(Encoding.UTF8.GetBytes(body)); });

    [Theory]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"result":null}""")]
    [InlineData("""{"ok":true,"result":true}""")]
    [InlineData("""{"ok":true,"result":[]}""")]
    [InlineData("""{"ok":true,"result":{"update_id":1}}""")]
    public void A_poll_without_a_list_has_no_updates(string json) =>
        Assert.Empty(ApiReply.Read(Encoding.UTF8.GetBytes(json)).ReadDeliveries());

    [Fact]
    public void One_element_that_cannot_be_read_loses_none_of_the_others()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        var json = $$$"""
            {"ok":true,"result":[
              {"update_id":1,"message":{"message_id":1,"chat":{"id":7},"text":"a"} },
              {"update_id":2,"message":{"message_id":"x"}},
              {"message":{"text":7},"update_id":3},
              {"update_id":4,"message":{"text":"\ud800"}},
              {"update_id":"five"}, {"update_id":1e99}, 42, null, "text", [], {},
              {"update_id":6,"message":{{{deep}}} },
              {"update_id":7,"callback_query":{"id":"1","from":{"id":9} } },
              {"upd\ud800id":8}, {"update_id":9,"upd\ud800id":8}
            ]}
            """;

        var deliveries = ApiReply.Read(Encoding.UTF8.GetBytes(json)).ReadDeliveries();

        Assert.Equal([1, 2, 3, 4, 6, 7, 9], deliveries.Select(delivery => delivery.Id).OfType<long>());
        Assert.Equal([1, 7], deliveries.Where(delivery => delivery.Update is not null).Select(delivery => delivery.Update!.UpdateId));
    }

    [Fact]
    public void Fifty_thousand_kinds_of_rubbish_raise_nothing_but_that_they_are_no_JSON()
    {
        var random = new Random(20260302);
        var updates = Given.Updates();
        var sample = """{"ok":true,"result":[{"update_id":1,"message":{"message_id":1,"date":2,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":"/vote"}}]}"""u8.ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var body = sample.ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var delivery in ApiReply.Read(body).ReadDeliveries().Where(delivery => delivery.Update is not null))
                    updates.Read(delivery.Update!);
            }
            catch (JsonException)
            {
                // What the client takes for an answer that cannot be read.
            }
        }
    }
}
