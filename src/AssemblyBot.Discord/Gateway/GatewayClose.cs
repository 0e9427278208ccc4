namespace AssemblyBot.Discord.Gateway;

/// <summary>What a close of the connection by Discord means.</summary>
/// <param name="Then">What to do about it.</param>
/// <param name="Words">What it says, and the mend where it is for good.</param>
internal readonly record struct GatewayClose(GatewayClose.Next Then, string Words)
{
    /// <summary>What to do after a close.</summary>
    public enum Next
    {
        /// <summary>Connect again and go on with the session.</summary>
        Resume,

        /// <summary>Connect again and begin a session.</summary>
        Begin,

        /// <summary>Do not connect again.</summary>
        Stop,
    }

    /// <summary>The meaning of a code; null: the connection broke without one.</summary>
    public static GatewayClose Of(int? code) => code switch
    {
        null => new(Next.Resume, "the connection broke"),
        4000 => new(Next.Resume, "an unknown error at Discord (4000)"),
        4001 => new(Next.Resume, "a frame of an unknown kind (4001)"),
        4002 => new(Next.Resume, "a frame that could not be read (4002)"),
        4003 => new(Next.Begin, "the session was not begun (4003)"),
        4004 => new(Next.Stop, TokenRefused("it closes the gateway with 4004")),
        4005 => new(Next.Resume, "the session was begun twice (4005)"),
        4007 => new(Next.Begin, "the session could not go on from there (4007)"),
        4008 => new(Next.Resume, "too many frames (4008)"),
        4009 => new(Next.Begin, "the session timed out (4009)"),
        4010 => new(Next.Stop, "Discord refuses the number of the shard (4010): start the program again, and if it repeats itself, report it as a bug"),
        4011 => new(Next.Stop, "Discord asks for more shards than the bot runs, for it is in too many servers (4011): start the program again, it then takes as many as Discord recommends"),
        4012 => new(Next.Stop, "Discord no longer serves version 10 of its gateway (4012): install a newer release"),
        4013 => new(Next.Stop, "Discord refuses the intents as invalid (4013): install a newer release"),
        4014 => new(Next.Stop, "Discord refuses the intents as not allowed to this application (4014): the bot asks for none, so leave Discord:BaseUrl out unless you run a proxy of your own that adds some"),
        _ => new(Next.Resume, $"a close with {code}"),
    };

    /// <summary>The sentence for a token that Discord does not know.</summary>
    /// <param name="how">How it says so, without the token.</param>
    public static string TokenRefused(string how) =>
        $"Discord:Token is not known to the server at Discord:BaseUrl ({how}): copy the token anew from the page \"Bot\" of the "
        + "developer portal (\"Reset Token\" makes a new one), and leave Discord:BaseUrl out unless you run a server of your own";
}
