namespace AssemblyBot.Telegram.Tests.Updates;

public sealed class TelegramUpdatesTests
{
    private const string Ana = """{"id":7,"is_bot":false,"first_name":"Ana","language_code":"es"}""";
    private const string PrivateChat = """{"id":7,"type":"private"}""";
    private const string Anonymous = """
        "from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-100200,"type":"supergroup"}
        """;

    private const string Group = """{"id":-100200,"type":"supergroup","title":"Group"}""";

    [Fact]
    public void A_private_text_is_said_by_the_person_in_private()
    {
        var asked = Asked(Message(PrivateChat, "\"text\":\"I think so\""));

        Assert.Equal(new CardAction.Say("I think so"), asked.Request.Action);
        Assert.Equal(new Person("telegram", "7", "7", "es"), asked.Request.Person);
        Assert.Equal(Place.Private.Instance, asked.Request.Place);
        Assert.Equal(new ChatSpot(7), asked.Spot);
        Assert.Null(asked.Press);
    }

    [Fact]
    public void A_deep_link_brings_its_code() =>
        Assert.Equal(new CardAction.Start("ai-commons"), Asked(Message(PrivateChat, "\"text\":\"/start ai-commons\"")).Request.Action);

    [Fact]
    public void A_command_that_there_is_not_is_unknown_in_private_and_ignored_in_a_group()
    {
        Assert.IsType<CardAction.Unknown>(Asked(Message(PrivateChat, "\"text\":\"/dance\"")).Request.Action);
        Assert.IsType<Incoming.Nothing>(Read(Message(Group, "\"text\":\"/dance\"")));
        Assert.IsType<CardAction.Unknown>(Asked(Message(Group, $"\"text\":\"/dance@{Given.BotName}\"")).Request.Action);
    }

    [Theory]
    [InlineData("/vote@assembly_test_bot")]
    [InlineData("/vote@ASSEMBLY_TEST_BOT")]
    [InlineData("/vote")]
    public void A_command_in_a_group_is_asked_in_the_channel(string text)
    {
        var asked = Asked(Message(Group, $"\"text\":\"{text}\""));

        Assert.IsType<CardAction.Next>(asked.Request.Action);
        Assert.Equal(new Place.InChannel(new ChannelAddress("telegram", "-100200")), asked.Request.Place);
        Assert.False(asked.IsPrivate);
    }

    [Theory]
    [InlineData("/vote@other_bot")]
    [InlineData("just talking")]
    [InlineData("1/2 of them")]
    public void What_is_not_for_us_in_a_group_is_ignored(string text) =>
        Assert.IsType<Incoming.Nothing>(Read(Message(Group, $"\"text\":\"{text}\"")));

    [Fact]
    public void A_topic_is_part_of_the_place_only_when_the_message_is_in_one()
    {
        var inTopic = Asked(Message(Group, "\"text\":\"/summary\",\"message_thread_id\":5,\"is_topic_message\":true"));
        var inThread = Asked(Message(Group, "\"text\":\"/summary\",\"message_thread_id\":5"));

        Assert.Equal(new ChatSpot(-100200, 5), inTopic.Spot);
        Assert.Equal(new Place.InChannel(new ChannelAddress("telegram", "-100200", "5")), inTopic.Request.Place);
        Assert.Equal(new ChatSpot(-100200), inThread.Spot);
    }

    [Fact]
    public void Who_writes_as_a_group_or_a_channel_has_no_name()
    {
        var nameless = Assert.IsType<Incoming.Nameless>(Read(MessageFrom(Anonymous, Group, "\"text\":\"/assembly link x\"")));

        Assert.Equal((new ChatSpot(-100200), 11), (nameless.Spot, nameless.Message));
        Assert.IsType<Incoming.Nothing>(Read(MessageFrom(Anonymous, Group, "\"text\":\"hello\"")));
        Assert.IsType<Incoming.Nothing>(Read(MessageFrom(Anonymous, Group, "\"text\":\"/assembly link x\",\"is_automatic_forward\":true")));
    }

    [Fact]
    public void What_everyone_may_see_is_shown_to_who_has_no_name_too()
    {
        var asked = Asked(MessageFrom(Anonymous, Group, "\"text\":\"/summary\""));

        Assert.Equal(TelegramPeople.Anyone, asked.Request.Person);
        Assert.Equal(new Place.InChannel(new ChannelAddress("telegram", "-100200")), asked.Request.Place);
    }

    [Fact]
    public void A_nameless_command_is_anyones_who_owns_up_as_long_as_it_reads_the_same()
    {
        var nameless = Assert.IsType<Incoming.Nameless>(Read(MessageFrom(Anonymous, Group, "\"text\":\"/assembly link x\"")));
        var data = Given.Seal.Seal(new CardAction.Confirm(nameless.Digest), TelegramPeople.Anyone);

        var asked = Asked(PressIn(Group, data, ",\"reply_to_message\":{\"message_id\":11,\"text\":\"/assembly link x\"}"));

        Assert.Equal(new CardAction.Organise("link x"), asked.Request.Action);
        Assert.Equal("7", asked.Request.Person.Id);
        Assert.Equal(new PressedButton("99", 12, ForAnyone: true) { Confirms = true }, asked.Press);
        Assert.IsType<Incoming.CommandGone>(Read(PressIn(Group, data, ",\"reply_to_message\":{\"message_id\":11,\"text\":\"/assembly link y\"}")));
        Assert.IsType<Incoming.CommandGone>(Read(PressIn(Group, data, "")));
    }

    [Fact]
    public void A_press_on_a_post_in_a_group_opens_a_card_for_who_presses_alone()
    {
        var data = Given.Seal.Seal(new CardAction.Enter(Given.Assembly), TelegramPeople.Anyone);

        var asked = Asked(PressIn(Group, data, ""));

        Assert.Equal(Place.Private.Instance, asked.Request.Place);
        Assert.True(asked.Own is { Receiver: 7, Message: null, TakesPlace: true, IsInGroup: true });
        Assert.False(asked.IsPrivate);
    }

    [Fact]
    public void A_press_on_ones_own_card_in_a_group_goes_on_there()
    {
        var data = Given.Seal.Seal(Given.Vote(3), Given.Person(7));

        var asked = Asked(PressIn(Group, data, ",\"ephemeral_message_id\":3,\"receiver_user\":{\"id\":7}", message: 0));

        Assert.Equal(Given.Vote(3), asked.Request.Action);
        Assert.Equal(Place.Private.Instance, asked.Request.Place);
        Assert.True(asked.Own is { Receiver: 7, Message: 3, TakesPlace: false });
    }

    [Fact]
    public void A_command_that_nobody_else_sees_is_answered_so()
    {
        var asked = Asked(Message(Group, "\"text\":\"/vote\",\"ephemeral_message_id\":4,\"receiver_user\":{\"id\":7}"));

        Assert.Equal(Place.Private.Instance, asked.Request.Place);
        Assert.True(asked.Own is { Receiver: 7, Command: 4, Message: null });
    }

    [Fact]
    public void A_link_can_bring_an_action_that_is_sealed_for_the_person()
    {
        var mine = Given.Seal.Seal(new CardAction.Write(Given.Assembly), Given.Person(7));
        var anothers = Given.Seal.Seal(new CardAction.Write(Given.Assembly), Given.Person(8));

        Assert.Equal(new CardAction.Write(Given.Assembly), Asked(Message(PrivateChat, $"\"text\":\"/start {mine}\"")).Request.Action);
        Assert.Equal(new CardAction.Start(anothers), Asked(Message(PrivateChat, $"\"text\":\"/start {anothers}\"")).Request.Action);
    }

    [Fact]
    public void Other_bots_are_ignored() =>
        Assert.IsType<Incoming.Nothing>(Read(MessageFrom("\"from\":{\"id\":9,\"is_bot\":true}", PrivateChat, "\"text\":\"/vote\"")));

    [Theory]
    [InlineData("""{"update_id":5}""")]
    [InlineData("""{"update_id":5,"edited_message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"/vote"}}""")]
    [InlineData("""{"update_id":5,"channel_post":{"message_id":1,"date":1,"chat":{"id":-7,"type":"channel"},"text":"just a post"}}""")]
    [InlineData("""{"update_id":5,"poll":{"id":"1"},"something_new":[1,2]}""")]
    [InlineData("""{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"sticker":{}}}""")]
    [InlineData("""{"update_id":5,"message":{"message_id":1,"text":"no chat"}}""")]
    [InlineData("""{"update_id":5,"callback_query":{"id":"1","data":"nobody"}}""")]
    [InlineData("""{"update_id":5,"callback_query":{"from":{"id":7},"data":"no id"}}""")]
    [InlineData("""{"update_id":5,"my_chat_member":{"chat":{"id":7,"type":"private"},"new_chat_member":{"status":"kicked"}}}""")]
    [InlineData("""{"update_id":5,"my_chat_member":{"chat":{"id":-7,"type":"group"},"new_chat_member":{"status":"restricted"}}}""")]
    public void Other_kinds_and_incomplete_ones_mean_nothing(string json) =>
        Assert.IsType<Incoming.Nothing>(Read(json));

    [Fact]
    public void A_press_opens_the_sealed_action_and_edits_its_message()
    {
        var data = Given.Seal.Seal(Given.Vote(3), Given.Person(7));

        var asked = Asked(Press(data));

        Assert.Equal(Given.Vote(3), asked.Request.Action);
        Assert.Equal(new PressedButton("99", 12, false), asked.Press);
        Assert.True(asked.IsPrivate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AQQBAQI")]
    [InlineData("+")]
    [InlineData("ÅÄÖ😀")]
    public void A_forged_button_cannot_be_read(string data) =>
        Assert.IsType<CardAction.Unreadable>(Asked(Press(data)).Request.Action);

    [Fact]
    public void Anothers_button_cannot_be_read() =>
        Assert.IsType<CardAction.Unreadable>(Asked(Press(Given.Seal.Seal(Given.Vote(3), Given.Person(8)))).Request.Action);

    [Fact]
    public void A_button_for_everyone_acts_for_who_presses_it()
    {
        var asked = Asked(Press(Given.Seal.Seal(new CardAction.Enter(Given.Assembly), TelegramPeople.Anyone)));

        Assert.Equal(new CardAction.Enter(Given.Assembly), asked.Request.Action);
        Assert.Equal("7", asked.Request.Person.Id);
        Assert.True(asked.Press!.ForAnyone);
    }

    [Fact]
    public void A_press_below_a_card_that_stays_edits_nothing()
    {
        var data = ButtonData.Write(Given.Seal.Seal(Given.Vote(3), Given.Person(7)), stays: true);

        var asked = Asked(Press(data));

        Assert.Equal(Given.Vote(3), asked.Request.Action);
        Assert.Null(asked.Press!.Message);
    }

    [Theory]
    [InlineData(""","message":{"message_id":12,"date":0,"chat":{"id":7,"type":"private"}}""")]
    [InlineData("")]
    public void A_press_on_a_message_out_of_reach_is_answered_with_a_new_one(string message)
    {
        var asked = Asked($$$"""{"update_id":5,"callback_query":{"id":"99","from":{{{Ana}}},"data":"x"{{{message}}} } }""");

        Assert.Null(asked.Press!.Message);
        Assert.Equal(new ChatSpot(7), asked.Spot);
        Assert.True(asked.IsPrivate);
    }

    [Fact]
    public void A_chat_that_moved_is_told_from_both_sides()
    {
        Assert.Equal(
            new Incoming.Moved(-5, -1005),
            Read("""{"update_id":1,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},"migrate_to_chat_id":-1005}}"""));
        Assert.Equal(
            new Incoming.Moved(-5, -1005),
            Read("""{"update_id":2,"message":{"message_id":1,"chat":{"id":-1005,"type":"supergroup"},"migrate_from_chat_id":-5}}"""));
    }

    [Theory]
    [InlineData("kicked")]
    [InlineData("left")]
    public void A_bot_that_was_removed_learns_of_it(string status) => Assert.Equal(
        new Incoming.Removed(-5),
        Read($$$"""{"update_id":1,"my_chat_member":{"chat":{"id":-5,"type":"group"},"new_chat_member":{"status":"{{{status}}}"} } }"""));

    [Fact]
    public void A_redelivery_has_the_same_key_and_other_contents_under_the_number_another()
    {
        var first = Asked(Message(PrivateChat, "\"text\":\"a\"")).Request.Inbox!;
        var again = Asked(Message(PrivateChat, "\"text\":\"a\"")).Request.Inbox!;
        var other = Asked(Message("""{"id":8,"type":"private"}""", "\"text\":\"a\"")).Request.Inbox!;
        var press = Asked(Press("x")).Request.Inbox!;
        var otherPress = Asked(Press("x", "100")).Request.Inbox!;

        Assert.Equal(first, again);
        Assert.Equal($"telegram:{Given.BotId}", first.Source);
        Assert.StartsWith("5.", first.Key, StringComparison.Ordinal);
        Assert.Equal(4, new[] { first, other, press, otherPress }.Distinct().Count());
    }

    [Fact]
    public void Without_the_bots_name_commands_for_any_bot_are_ours() =>
        Assert.IsType<Incoming.Asked>(Given.Updates(username: null).Read(Given.Update(Message(Group, "\"text\":\"/vote@who_knows\""))));

    [Theory]
    [InlineData(""" "status":"member" """)]
    [InlineData(""" "status":"administrator" """)]
    [InlineData(""" "status":"restricted","can_send_messages":true """)]
    public void A_bot_that_is_let_in_learns_of_it(string place) => Assert.Equal(
        new Incoming.Welcomed(-5),
        Read($$$"""{"update_id":1,"my_chat_member":{"chat":{"id":-5,"type":"group"},"new_chat_member":{{{{place}}}} } }"""));

    private static Incoming Read(string json) => Given.Updates().Read(Given.Update(json));

    private static Incoming.Asked Asked(string json) => Assert.IsType<Incoming.Asked>(Read(json));

    private static string Message(string chat, string fields) => MessageFrom($"\"from\":{Ana}", chat, fields);

    private static string MessageFrom(string from, string chat, string fields) =>
        $$"""{"update_id":5,"message":{"message_id":11,"date":1700000000,{{from}},"chat":{{chat}},{{fields}} } }""";

    private static string PressIn(string chat, string data, string fields, int message = 12) => $$"""
        {"update_id":5,"callback_query":{"id":"99","from":{{Ana}},"data":"{{data}}","chat_instance":"1",
        "message":{"message_id":{{message}},"date":1700000000,"chat":{{chat}},"text":"Card"{{fields}} } } }
        """;

    private static string Press(string data, string id = "99") => $$"""
        {"update_id":5,"callback_query":{"id":"{{id}}","from":{{Ana}},"data":"{{data}}","chat_instance":"1",
        "message":{"message_id":12,"date":1700000000,"chat":{{PrivateChat}},"text":"Card"} } }
        """;
}
