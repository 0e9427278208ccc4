using AssemblyBot.Testing.BotApi;
using AssemblyBot.Testing.BotApi.Schema;

namespace AssemblyBot.Testing.Tests.BotApi;

/// <summary>Messages in a group that one member alone sees, as servers of each version have them.</summary>
public sealed class OwnMessageTests : FakeBotApiTest
{
    [Theory]
    [InlineData(BotApiVersion.V10Dot1, false, false)]
    [InlineData(BotApiVersion.V10Dot2, true, false)]
    [InlineData(BotApiVersion.V10Dot3, false, true)]
    public async Task Each_version_knows_one_way_and_shows_what_is_sent_in_another_to_everyone(BotApiVersion version, bool byPair, bool byObject)
    {
        var (group, ben, press) = await PressedAsync(version);

        var pair = await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "pair", receiver_user_id = Ana.Id, callback_query_id = press.QueryId });
        var whole = await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "object", ephemeral_message_parameters = new { receiver_user_id = Ana.Id, callback_query_id = press.QueryId } });

        Assert.Equal(byPair, pair.Answer.GetProperty("result").TryGetProperty("ephemeral_message_id", out _));
        Assert.Equal(byObject, whole.Answer.GetProperty("result").TryGetProperty("ephemeral_message_id", out _));
        Assert.Equal(!byPair, ben.Transcript(group).Contains("pair", StringComparison.Ordinal));
        Assert.Equal(!byObject, ben.Transcript(group).Contains("object", StringComparison.Ordinal));
        Assert.Contains("pair", Ana.Transcript(group), StringComparison.Ordinal);
        Assert.Null(BotApiSchema.Of(version).Type("Message").Check(whole.Answer.GetProperty("result")));
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task It_is_edited_by_its_own_methods_and_its_number_is_given_to_another_when_it_is_gone()
    {
        var (group, _, press) = await PressedAsync(BotApiVersion.V10Dot2);
        var own = await SendAsync(group, Ana, press.QueryId);

        var edited = await Bot.TryAsync("editEphemeralMessageText", new { chat_id = group.Id, receiver_user_id = Ana.Id, ephemeral_message_id = own, text = "<b>two</b>", parse_mode = "HTML" });
        var text = Ana.LastMessage(group)!.Text;
        await Bot.TryAsync("deleteEphemeralMessage", new { chat_id = group.Id, receiver_user_id = Ana.Id, ephemeral_message_id = own });
        var gone = await Bot.RefusedAsync("editEphemeralMessageText", new { chat_id = group.Id, receiver_user_id = Ana.Id, ephemeral_message_id = own, text = "three" });
        var next = await SendAsync(group, Ana, press.QueryId);

        Assert.True(edited.Answer.GetProperty("result").GetBoolean());
        Assert.Equal("two", text);
        Assert.Equal((400, "Bad Request: message to edit not found"), gone);
        Assert.Equal(own, next);
    }

    [Fact]
    public async Task A_bot_may_write_to_who_pressed_for_15_seconds_and_an_administrator_to_every_member_at_any_time()
    {
        var (group, ben, press) = await PressedAsync(BotApiVersion.V10Dot2);

        var toAnother = await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "x", receiver_user_id = ben.Id, callback_query_id = press.QueryId });
        Clock.Advance(TimeSpan.FromSeconds(16));
        var tooLate = await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "x", receiver_user_id = Ana.Id, callback_query_id = press.QueryId });
        group.SetBotStatus("administrator", Ana);
        await SendAsync(group, ben, query: null);

        Assert.False(toAnother.Answer.GetProperty("ok").GetBoolean());
        Assert.False(tooLate.Answer.GetProperty("ok").GetBoolean());
        Assert.Single(group.MessagesFor(ben), message => message.Receiver == ben);
        Assert.DoesNotContain(group.MessagesFor(Ana), message => message.Receiver is not null);
    }

    [Fact]
    public async Task A_press_on_it_brings_its_number_and_only_its_receiver_can_make_one()
    {
        var (group, ben, press) = await PressedAsync(BotApiVersion.V10Dot2);
        await Bot.CallAsync("getUpdates", new { offset = -1 });
        await Bot.TryAsync("sendMessage", new { chat_id = group.Id, text = "Card", receiver_user_id = Ana.Id, callback_query_id = press.QueryId, reply_markup = PlainBot.Keyboard(("Agree", "1")) });
        var own = Ana.LastMessage(group)!;

        Ana.Press("Agree", own);
        var query = (await Bot.UpdatesAsync())[^1].GetProperty("callback_query");

        Assert.Equal(0, query.GetProperty("message").GetProperty("message_id").GetInt32());
        Assert.Equal(own.OwnId, query.GetProperty("message").GetProperty("ephemeral_message_id").GetInt32());
        Assert.Equal(Ana.Id, query.GetProperty("message").GetProperty("receiver_user").GetProperty("id").GetInt64());
        Assert.Throws<InvalidOperationException>(() => ben.Press("Agree", own));
    }

    [Fact]
    public async Task A_server_without_them_does_not_know_their_methods()
    {
        var (group, _, _) = await PressedAsync(BotApiVersion.V10Dot1);

        var refused = await Bot.RefusedAsync("editEphemeralMessageText", new { chat_id = group.Id, receiver_user_id = Ana.Id, ephemeral_message_id = 1, text = "x" });

        Assert.Equal(404, refused.Status);
        Assert.Empty(Api.Violations);
    }

    [Fact]
    public async Task A_topic_takes_messages_while_it_is_open()
    {
        var group = Api.AddGroup("Forum", members: Ana);
        var topic = group.AddTopic("Assembly");

        var sent = await Bot.CallAsync("sendMessage", new { chat_id = group.Id, message_thread_id = topic, text = "x" });
        group.EndTopic(topic);
        var closed = await Bot.RefusedAsync("sendMessage", new { chat_id = group.Id, message_thread_id = topic, text = "x" });
        group.EndTopic(topic, deleted: true);
        var deleted = await Bot.RefusedAsync("sendMessage", new { chat_id = group.Id, message_thread_id = topic, text = "x" });
        var general = await Bot.RefusedAsync("sendMessage", new { chat_id = group.Id, message_thread_id = 1, text = "x" });

        Assert.True(sent.GetProperty("is_topic_message").GetBoolean());
        Assert.Equal("Bad Request: TOPIC_CLOSED", closed.Description);
        Assert.Equal("Bad Request: message thread not found", deleted.Description);
        Assert.Equal("Bad Request: message thread not found", general.Description);
    }

    [Fact]
    public async Task Nobody_writes_in_their_own_name_in_a_channel_or_as_an_anonymous_administrator()
    {
        var (channel, group) = (Api.AddChannel("News", Ana), Api.AddGroup("Group", members: Ana));
        await Bot.UpdatesAsync();

        Ana.Say("/vote", channel);
        Ana.Say("/vote", group, inTheNameOf: group);
        Ana.Say("/vote", group, inTheNameOf: channel);
        var updates = await Bot.UpdatesAsync();

        Assert.All(updates, update => Assert.Null(BotApiSchema.Instance.Type("Update").Check(update)));
        Assert.False(updates[0].GetProperty("channel_post").TryGetProperty("from", out _));
        Assert.Equal(channel.Id, updates[0].GetProperty("channel_post").GetProperty("sender_chat").GetProperty("id").GetInt64());
        Assert.Equal("GroupAnonymousBot", updates[1].GetProperty("message").GetProperty("from").GetProperty("username").GetString());
        Assert.Equal(channel.Id, updates[2].GetProperty("message").GetProperty("sender_chat").GetProperty("id").GetInt64());
    }

    /// <summary>A group in which Ana has pressed a button that everyone sees, and Ben looks on.</summary>
    private async Task<(FakeChat Group, FakeUser Ben, Press Press)> PressedAsync(BotApiVersion version)
    {
        Api.Version = version;
        var ben = Api.AddUser("Ben");
        var group = Api.AddGroup("Group", members: [Ana, ben]);
        await Bot.SendAsync(group, "Post", ("Take part", "1"));
        return (group, ben, Ana.Press("Take part", group.LastMessage));
    }

    private async Task<int> SendAsync(FakeChat group, FakeUser receiver, string? query)
    {
        object arguments = query is null
            ? new { chat_id = group.Id, text = "own", receiver_user_id = receiver.Id }
            : new { chat_id = group.Id, text = "own", receiver_user_id = receiver.Id, callback_query_id = query };
        var sent = await Bot.TryAsync("sendMessage", arguments);
        return sent.Answer.GetProperty("result").GetProperty("ephemeral_message_id").GetInt32();
    }
}
