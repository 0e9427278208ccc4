using System.Text;
using System.Text.Json;
using AssemblyBot.Testing.Discord;

namespace AssemblyBot.Testing.Tests.Discord;

public sealed class ChannelTests : FakeDiscordTest
{
    private string Messages => $"/channels/{General.Id}/messages";

    [Fact]
    public async Task A_message_is_posted_read_edited_pinned_and_deleted()
    {
        var posted = await Bot.CallAsync("POST", Messages, PlainDiscordBot.Card("Hello", 4, ("Vote", "v")));
        var id = posted.GetProperty("id").GetString();
        Assert.Equal("Hello", (await General.WaitForMessageAsync()).Content);
        await Bot.CallAsync("PATCH", $"{Messages}/{id}", new { content = "Changed", allowed_mentions = new { parse = Array.Empty<string>() } });
        await Bot.CallAsync("PUT", $"/channels/{General.Id}/messages/pins/{id}");
        await Bot.CallAsync("PUT", $"/channels/{General.Id}/pins/{id}");

        Assert.Equal("Changed", (await Bot.CallAsync("GET", $"{Messages}/{id}")).GetProperty("content").GetString());
        Assert.Equal("Changed\n[Vote]", Assert.Single(General.Pins).ToString());
        Assert.Single((await Bot.CallAsync("GET", Messages + "?limit=5")).EnumerateArray());
        await Bot.CallAsync("DELETE", $"{Messages}/{id}");
        Assert.Equal((404, 10008), await Bot.RefusedAsync("GET", $"{Messages}/{id}"));
        Assert.Empty(General.Messages);
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_nonce_posts_once_within_five_minutes()
    {
        var body = new { content = "Summary", nonce = "week-1", enforce_nonce = true, allowed_mentions = new { parse = Array.Empty<string>() } };
        var first = await Bot.CallAsync("POST", Messages, body);
        var second = await Bot.CallAsync("POST", Messages, body);
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Single(General.Messages);

        Clock.Advance(TimeSpan.FromMinutes(5));
        await Bot.CallAsync("POST", Messages, body);
        Assert.Equal(2, General.Messages.Count);
    }

    [Fact]
    public async Task Files_come_as_multipart_with_their_descriptions()
    {
        using var form = new MultipartFormDataContent();
        var payload = new { content = "Map", attachments = new[] { new { id = 0, filename = "map.png", description = "Two groups" } }, allowed_mentions = new { parse = Array.Empty<string>() } };
        form.Add(PlainDiscordBot.Json(JsonSerializer.Serialize(payload)), "payload_json");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("png")), "files[0]", "map.png");

        await Bot.CallAsync("POST", Messages, form);

        var file = Assert.Single(General.LastMessage!.Files);
        Assert.Equal(("map.png", 3, "Two groups"), (file.Name, file.Content.Length, file.Description));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_forum_takes_posts_of_their_own_and_no_messages()
    {
        var forum = Ana.Guild!.AddForum("assemblies");
        Assert.Equal((400, 50008), await Bot.RefusedAsync("POST", $"/channels/{forum.Id}/messages", PlainDiscordBot.Card("x", 0)));

        var thread = await Bot.CallAsync("POST", $"/channels/{forum.Id}/threads", new { name = "Bikes", message = PlainDiscordBot.Card("Open", 0, ("Vote", "v")) });

        Assert.Equal((11, $"{forum.Id}"), (thread.GetProperty("type").GetInt32(), thread.GetProperty("parent_id").GetString()));
        Assert.Equal(thread.GetProperty("id").GetString(), thread.GetProperty("message").GetProperty("id").GetString());
        var post = Ana.Guild.Channels.Single(channel => channel.IsThread);
        Assert.Equal("Open", post.LastMessage!.Content);
        Assert.Equal(15, (await Bot.CallAsync("GET", $"/channels/{forum.Id}")).GetProperty("type").GetInt32());
        await Bot.CallAsync("GET", $"/channels/{post.Id}");
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task A_private_channel_is_opened_and_may_be_closed_to_the_bot()
    {
        var channel = (await Bot.CallAsync("POST", "/users/@me/channels", new { recipient_id = $"{Ana.Id}" })).GetProperty("id").GetString();
        await Bot.CallAsync("POST", $"/channels/{channel}/messages", PlainDiscordBot.Card("Psst", 0, ("Agree", "a")));
        Assert.Equal("Psst", Ana.InPrivate.Card!.Content);

        Ana.AcceptsPrivateMessages = false;
        Assert.Equal((403, 50007), await Bot.RefusedAsync("POST", $"/channels/{channel}/messages", PlainDiscordBot.Card("x", 0)));
        Ana.Guild!.RemoveBot();
        Assert.Equal((403, 50278), await Bot.RefusedAsync("POST", $"/channels/{channel}/messages", PlainDiscordBot.Card("x", 0)));
        Assert.Equal((404, 10013), await Bot.RefusedAsync("POST", "/users/@me/channels", new { recipient_id = "5" }));
        Assert.Equal(2, Discord.InvalidRequests);
    }

    [Theory]
    [InlineData("no view", 403, 50001)]
    [InlineData("no send", 403, 50013)]
    [InlineData("archived", 400, 50083)]
    [InlineData("deleted", 404, 10003)]
    public async Task What_the_bot_may_not_is_refused(string how, int status, int code)
    {
        General.BotPermissions = how switch
        {
            "no view" => 0,
            "no send" => FakeChannel.AllBotNeeds & ~(1UL << 11),
            _ => FakeChannel.AllBotNeeds,
        };
        General.IsArchived = how == "archived";
        if (how == "deleted")
        {
            General.Delete();
        }

        Assert.Equal((status, code), await Bot.RefusedAsync("POST", Messages, PlainDiscordBot.Card("x", 0)));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task Commands_are_registered_and_offered_to_whom_they_are_for()
    {
        var path = $"/applications/{Discord.ApplicationId}/commands";
        await Bot.CallAsync("PUT", path, """
            [{"name":"vote","description":"Vote","description_localizations":{"es-ES":"Vota"},"contexts":[0],"options":[{"type":3,"name":"code","description":"Which","required":true,"max_length":5}]},
             {"name":"assembly","description":"Run","default_member_permissions":"32","options":[{"type":1,"name":"open","description":"Open it"}]}]
            """);
        var id = Discord.Commands()[0].Id;
        await Bot.CallAsync("PUT", path, """[{"name":"vote","description":"Vote","contexts":[0],"options":[{"type":3,"name":"code","description":"Which","required":true,"max_length":5}]},{"name":"assembly","description":"Run","default_member_permissions":"32","options":[{"type":1,"name":"open","description":"Open it"}]}]""");
        Assert.Equal(id, Discord.Commands()[0].Id);
        Assert.Equal(2, (await Bot.CallAsync("GET", path)).GetArrayLength());
        Assert.Equal((403, 20012), await Bot.RefusedAsync("PUT", "/applications/1/commands", "[]"));

        Ana.Command("vote", ("code", "ABC"));
        Assert.Throws<InvalidOperationException>(() => Ana.Command("vote"));
        Assert.Throws<InvalidOperationException>(() => Ana.Command("vote", ("code", "too long")));
        Assert.Throws<InvalidOperationException>(() => Ana.Command("vote", ("kode", "x"), ("code", "x")));
        Assert.Throws<InvalidOperationException>(() => Ana.Command("assembly open"));
        Assert.Throws<InvalidOperationException>(() => Ana.InPrivate.Command("vote", ("code", "ABC")));
        Assert.Throws<InvalidOperationException>(() => Ana.Command("other"));
        Ana.Permissions = FakeMember.Manager;
        Ana.Command("assembly open");
        Assert.Throws<InvalidOperationException>(() => Ana.Command("assembly"));
        Assert.Empty(Discord.Violations);
    }

    [Fact]
    public async Task Commands_can_be_for_one_server()
    {
        var path = $"/applications/{Discord.ApplicationId}/guilds/{Ana.Guild!.Id}/commands";
        await Bot.CallAsync("PUT", path, """[{"name":"vote","description":"Vote"}]""");

        Assert.Equal("vote", Assert.Single(Discord.Commands(Ana.Guild)).Name);
        Assert.Throws<InvalidOperationException>(() => Discord.AddGuild("Other").AddMember("Ben").Command("vote"));
        Ana.Command("vote");
        Assert.Single((await Bot.CallAsync("GET", path)).EnumerateArray());
        await Bot.CallAsync("GET", "/applications/@me");
        await Bot.CallAsync("GET", "/oauth2/applications/@me");
        await Bot.CallAsync("GET", "/users/@me");
        await Bot.CallAsync("GET", "/gateway");
        Assert.Empty(Discord.Violations);
    }
}
