namespace AssemblyBot.Testing.BotApi;

/// <summary>Which messages that one member of a group alone sees a server knows; it ignores the parameters of the other versions.</summary>
public enum BotApiVersion
{
    /// <summary>None: what was meant for one member is shown to all.</summary>
    V10Dot1,

    /// <summary>Asked for by the two parameters <c>receiver_user_id</c> and <c>callback_query_id</c>.</summary>
    V10Dot2,

    /// <summary>Asked for by the object <c>ephemeral_message_parameters</c>, which has taken the two parameters' place.</summary>
    V10Dot3,
}
