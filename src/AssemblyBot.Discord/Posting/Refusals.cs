namespace AssemblyBot.Discord.Posting;

/// <summary>What Discord's codes say of a destination.</summary>
internal static class Refusals
{
    /// <summary>
    /// Nothing will ever arrive there, until someone changes it: no access, no permission, an unknown or archived channel,
    /// a forum that wants tags, a person who takes no messages or shares no server. A 403 without a word of Discord's is a
    /// guard's before it, and says nothing of the channel.
    /// </summary>
    public static bool IsForGood(ApiFailure.Refused refused) =>
        (refused.Status is 403 && (refused.Code != 0 || refused.Message.Length > 0))
        || refused.Code is 10003 or 10004 or 10013 or 50001 or 50007 or 50008 or 50013 or 50024 or 50083 or 50278 or 40067 or 160005;
}
