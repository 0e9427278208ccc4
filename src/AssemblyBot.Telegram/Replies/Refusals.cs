namespace AssemblyBot.Telegram.Replies;

/// <summary>What the words of a refusal mean; the Bot API has no finer codes.</summary>
internal static class Refusals
{
    /// <summary>The topic was closed or deleted; the chat itself may still take a message.</summary>
    public static bool IsTopicGone(ApiFailure.Refused refused) =>
        refused.Says("message thread not found") || refused.Says("TOPIC_CLOSED") || refused.Says("TOPIC_DELETED");

    /// <summary>Nothing will ever reach this chat, until someone changes it.</summary>
    public static bool IsForGood(ApiFailure.Refused refused) =>
        refused.Code == 403
        || (refused.Code == 400
            && (refused.Says("chat not found")
                || refused.Says("user not found")
                || refused.Says("PEER_ID_INVALID")
                || refused.Says("CHAT_WRITE_FORBIDDEN")
                || refused.Says("not enough rights")
                || refused.Says("have no rights")
                || refused.Says("chat was deleted")
                || refused.Says("group chat was deactivated")));
}
