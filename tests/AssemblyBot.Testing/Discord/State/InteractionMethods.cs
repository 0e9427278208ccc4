using AssemblyBot.Testing.Discord.Rules;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Answers to interactions, and what their tokens serve for afterwards.</summary>
internal sealed class InteractionMethods(FakeDiscord discord)
{
    private readonly DiscordWorld _world = discord.World;

    public RestReply Answer(RestCall call)
    {
        var trace = _world.FindInteraction(call.Id("interaction_id"));
        if (trace is null || trace.Token != call["interaction_token"])
        {
            throw RestException.Code(10062);
        }

        trace.Callbacks++;
        if (trace.IsAnswered)
        {
            throw RestException.Code(40060);
        }

        if (_world.Now - trace.SentAt > discord.Options.AnswerDeadline)
        {
            throw RestException.Code(10062);
        }

        var type = call.Body.Whole("type") ?? 0;
        CheckFits(call, trace, type);
        Take(call, trace, type);
        discord.Changed();
        return call.Asks("with_response") ? RestReply.Ok(writer => WriteResponse(writer, trace)) : RestReply.Done;
    }

    public RestReply GetOriginal(RestCall call) => Show(Original(Find(call)));

    public RestReply EditOriginal(RestCall call)
    {
        var trace = Find(call);
        var message = Edit(call, Original(trace));
        trace.Fill(message);
        return Show(message);
    }

    public RestReply DeleteOriginal(RestCall call)
    {
        _world.Put(Original(Find(call)) with { IsDeleted = true });
        return RestReply.Done;
    }

    public RestReply FollowUp(RestCall call)
    {
        var trace = Find(call);
        var flags = call.Body.Whole("flags") ?? 0;
        var blank = MessageDraft.Blank(_world, trace.Channel, (flags & 64) != 0 ? trace.By : null, flags, trace);
        var message = _world.Put(MessageDraft.Apply(blank, call.Body, call));
        trace.Follow(message);
        return Show(message);
    }

    public RestReply GetFollowUp(RestCall call) => Show(Follower(call));

    public RestReply EditFollowUp(RestCall call) => Show(Edit(call, Follower(call)));

    public RestReply DeleteFollowUp(RestCall call)
    {
        _world.Put(Follower(call) with { IsDeleted = true });
        return RestReply.Done;
    }

    /// <summary>Which types answer what.</summary>
    private void CheckFits(RestCall call, InteractionTrace trace, int type)
    {
        var fits = type switch
        {
            1 => trace.Kind == InteractionKind.Ping,
            4 or 5 => trace.Kind is InteractionKind.Command or InteractionKind.Component or InteractionKind.Modal,
            6 or 7 => trace.Kind == InteractionKind.Component || trace is { Kind: InteractionKind.Modal, On: not null },
            8 => trace.Kind == InteractionKind.Autocomplete,
            9 => trace.Kind is InteractionKind.Command or InteractionKind.Component,
            _ => false,
        };
        var rules = new RuleBook();
        rules.Require(fits, DiscordRule.AnswerFits, "type", $"type {type} does not answer a {trace.Kind}");
        CallCheck.Settle(rules, call, discord);
    }

    private void Take(RestCall call, InteractionTrace trace, int type)
    {
        var data = call.Body.TryGetProperty("data", out var given) ? given : default;
        switch (type)
        {
            case 4 or 5:
                var flags = (data.ValueKind == System.Text.Json.JsonValueKind.Object ? data.Whole("flags") ?? 0 : 0) | (type == 5 ? 128 : 0);
                var blank = MessageDraft.Blank(_world, trace.Channel, (flags & 64) != 0 ? trace.By : null, flags, trace);
                trace.Answer(type, _world.Put(type == 4 ? MessageDraft.Apply(blank, data, call) : blank), modal: null);
                break;
            case 6:
                trace.Answer(type, DiscordWorld.Current(trace.On!), modal: null);
                break;
            case 7:
                var current = DiscordWorld.Current(trace.On!) ?? throw RestException.Code(10008);
                trace.Answer(type, Edit(call, current, data), modal: null);
                break;
            case 9:
                trace.Answer(type, message: null, ModalReader.Read(data));
                break;
            default:
                trace.Answer(type, message: null, modal: null);
                break;
        }
    }

    private InteractionTrace Find(RestCall call)
    {
        var trace = call["webhook_id"] == _world.ApplicationId.ToString(System.Globalization.CultureInfo.InvariantCulture) ? _world.FindInteraction(call["webhook_token"]) : null;
        if (trace is not { IsAnswered: true })
        {
            throw RestException.Code(10015);
        }

        return _world.Now - trace.SentAt > discord.Options.TokenLife ? throw RestException.Code(50027) : trace;
    }

    private static DiscordMessage Original(InteractionTrace trace)
        => (trace.Original is { } original ? DiscordWorld.Current(original) : null) ?? throw RestException.Code(10008);

    private static DiscordMessage Follower(RestCall call, InteractionTrace trace)
    {
        var id = call.Id("message_id");
        return trace.FollowUps.Append(trace.Original).Where(message => message?.Id == id).Select(message => DiscordWorld.Current(message!)).FirstOrDefault() ?? throw RestException.Code(10008);
    }

    private DiscordMessage Follower(RestCall call) => Follower(call, Find(call));

    private DiscordMessage Edit(RestCall call, DiscordMessage message) => Edit(call, message, call.Body);

    private DiscordMessage Edit(RestCall call, DiscordMessage message, System.Text.Json.JsonElement body)
    {
        EditRules.Check(call, message, body, discord);
        return _world.Put(MessageDraft.Edit(_world, message, body, call));
    }

    private RestReply Show(DiscordMessage message) => RestReply.Ok(writer => Wire.Message(writer, message, _world));

    private void WriteResponse(System.Text.Json.Utf8JsonWriter writer, InteractionTrace trace)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("interaction"u8);
        Wire.Id(writer, "id"u8, trace.Id);
        writer.WriteNumber("type"u8, (int)trace.Kind);
        if (trace.Original is { } original)
        {
            Wire.Id(writer, "response_message_id"u8, original.Id);
            writer.WriteBoolean("response_message_loading"u8, original.IsLoading);
            writer.WriteBoolean("response_message_ephemeral"u8, original.IsEphemeral);
        }

        Wire.Id(writer, "channel_id"u8, trace.Channel.Id);
        writer.WriteEndObject();
        if (trace is { CallbackType: 4 or 7, Original: { } message })
        {
            writer.WriteStartObject("resource"u8);
            writer.WriteNumber("type"u8, trace.CallbackType);
            writer.WritePropertyName("message"u8);
            Wire.Message(writer, message, _world);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
