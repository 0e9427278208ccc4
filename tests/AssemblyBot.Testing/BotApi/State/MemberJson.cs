using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.State;

/// <summary>Writes a member of a chat with the rights that go with the status.</summary>
internal static class MemberJson
{
    private static readonly string[] AdministratorRights =
    [
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    ];

    /// <param name="writer">Where to.</param>
    /// <param name="status"><c>creator</c>, <c>administrator</c>, <c>member</c>, <c>left</c> or <c>kicked</c>.</param>
    /// <param name="user">The member, in JSON.</param>
    /// <param name="chat">The chat; null: it gives no right of its own.</param>
    public static void Write(Utf8JsonWriter writer, string status, byte[] user, FakeChat? chat = null)
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, status);
        writer.WritePropertyName("user"u8);
        writer.WriteRawValue(user, skipInputValidation: true);
        if (status == "administrator")
        {
            foreach (var right in AdministratorRights)
            {
                writer.WriteBoolean(right, right is "can_manage_chat" or "can_delete_messages");
            }

            if (chat is not null)
            {
                writer.WriteBoolean(chat.Type == "channel" ? "can_edit_messages" : "can_pin_messages", chat.BotMayPin);
            }
        }
        else if (status == "kicked")
        {
            writer.WriteNumber("until_date"u8, 0);
        }
        else if (status == "creator")
        {
            writer.WriteBoolean("is_anonymous"u8, false);
        }

        writer.WriteEndObject();
    }
}
