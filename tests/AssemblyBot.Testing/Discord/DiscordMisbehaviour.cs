using System.Text;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord;

/// <summary>A fault the HTTP side shows for the next calls that fit; made by <see cref="FakeDiscord.Next"/>.</summary>
/// <remarks>Until one of its methods says which fault, it does nothing. With <c>performed</c> the call takes effect, and only its answer is lost.</remarks>
public sealed class DiscordMisbehaviour
{
    private readonly FakeDiscord _discord;
    private readonly string? _operation;
    private int _remaining;

    internal DiscordMisbehaviour(FakeDiscord discord, string? operation, int times)
    {
        _discord = discord;
        _operation = operation;
        _remaining = times;
    }

    /// <summary>How many calls it still awaits.</summary>
    public int Remaining => _discord.Locked(() => _remaining);

    /// <summary>Answers 429 in one of the three scopes: <c>user</c>, <c>global</c> or <c>shared</c>.</summary>
    public DiscordMisbehaviour LimitsRate(TimeSpan retryAfter, string scope = "user") => Do(new DiscordFault.Answer(RestReply.TooMany(retryAfter, scope)));

    /// <summary>Refuses with one of Discord's codes, such as 40060, 10062, 50007, 50013, 50001, 10003, 10008 or 50083, with the status that goes with it.</summary>
    public DiscordMisbehaviour Refuses(int code, bool performed = false) => Do(new DiscordFault.Answer(RestException.Refusal(code)), performed);

    /// <summary>Refuses with a status, such as 500 or 502.</summary>
    public DiscordMisbehaviour Fails(int status, bool performed = false) => Do(new DiscordFault.Answer(RestReply.Refusal(status, 0, $"{status}: refused on request")), performed);

    /// <summary>Answers with a body that need be no JSON.</summary>
    public DiscordMisbehaviour AnswersBody(string body, int status = 200, bool performed = false)
        => Do(new DiscordFault.Answer(new RestReply(status, Encoding.UTF8.GetBytes(body))), performed);

    /// <summary>Sends half an answer and cuts the connection.</summary>
    public DiscordMisbehaviour Resets(bool performed = false) => Do(new DiscordFault.Reset(), performed);

    /// <summary>Never answers, until the bot gives up.</summary>
    public DiscordMisbehaviour Hangs(bool performed = false) => Do(new DiscordFault.Hang(), performed);

    /// <summary>Answers rightly, but late in real time; the call itself takes effect at once.</summary>
    public DiscordMisbehaviour Delays(TimeSpan by) => Do(new DiscordFault.Delay(by), performed: true);

    /// <summary>Ends the misbehaviour.</summary>
    public void Stop() => _discord.Locked(() => _remaining = 0);

    internal DiscordFault? Fault { get; private set; }

    /// <summary>Whether the call takes effect although its answer is none.</summary>
    internal bool Performed { get; private set; }

    /// <summary>Whether this call is one of those it waits for, and counts it. Called under the server's lock.</summary>
    internal bool Takes(RestCall call)
    {
        var takes = _remaining > 0 && Fault is not null && (_operation is null || _operation == call.Operation.Id);
        _remaining -= takes ? 1 : 0;
        return takes;
    }

    private DiscordMisbehaviour Do(DiscordFault fault, bool performed = false) => _discord.Locked(() =>
    {
        Fault = fault;
        Performed = performed;
        return this;
    });
}
