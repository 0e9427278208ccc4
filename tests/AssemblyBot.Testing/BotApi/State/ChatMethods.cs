using AssemblyBot.Testing.BotApi.Server;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>The methods about a chat and its members.</summary>
internal sealed class ChatMethods(BotWorld world)
{
    public Reply Pin(BotCall call)
    {
        var chat = world.Reach(call);
        if (!chat.IsPrivate && !(chat.BotStatus == "administrator" && chat.BotMayPin))
        {
            throw RefusalException.BadRequest("not enough rights to manage pinned messages in the chat");
        }

        chat.Pin(chat.Find((int)call.GetInteger("message_id")!.Value)?.Id ?? throw RefusalException.BadRequest("message to pin not found"));
        return Reply.True;
    }

    public Reply Act(BotCall call)
    {
        world.Reach(call);
        return Reply.True;
    }

    public Reply Leave(BotCall call)
    {
        var chat = world.Reach(call);
        chat.Leave();
        return Reply.True;
    }

    public Reply Get(BotCall call)
    {
        var chat = world.Reach(call);
        return Reply.Result(writer =>
        {
            writer.WriteStartObject();
            WireJson.WriteChatFields(writer, chat);
            writer.WriteNumber("accent_color_id"u8, 0);
            writer.WriteNumber("max_reaction_count"u8, 11);
            writer.WriteStartObject("accepted_gift_types"u8);
            foreach (var kind in (string[])["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"])
            {
                writer.WriteBoolean(kind, false);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    public Reply GetMember(BotCall call)
    {
        var chat = world.Reach(call);
        var id = call.GetInteger("user_id")!.Value;
        if (id == world.BotId)
        {
            return Reply.Result(writer => MemberJson.Write(writer, chat.BotStatus, world.BotJson, chat));
        }

        var person = world.Users.FirstOrDefault(user => user.Id == id) ?? throw RefusalException.BadRequest("PARTICIPANT_ID_INVALID");
        return Reply.Result(writer => MemberJson.Write(writer, Status(chat, person), person.Json));
    }

    public Reply GetAdministrators(BotCall call)
    {
        var chat = world.Reach(call);
        if (chat.IsPrivate)
        {
            throw RefusalException.BadRequest("there are no administrators in the private chat");
        }

        return Reply.Result(writer =>
        {
            writer.WriteStartArray();
            foreach (var person in chat.Members.Where(chat.IsAdministrator))
            {
                MemberJson.Write(writer, "administrator", person.Json);
            }

            if (chat.BotStatus == "administrator")
            {
                MemberJson.Write(writer, "administrator", world.BotJson);
            }

            writer.WriteEndArray();
        });
    }

    private static string Status(FakeChat chat, FakeUser person)
        => chat.IsAdministrator(person) ? "administrator" : chat.Members.Contains(person) ? "member" : "left";
}
