using AssemblyBot.Testing.Discord.Rules;
using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Messages in channels, threads and private channels.</summary>
internal sealed class ChannelMethods(DiscordWorld world, FakeDiscord discord)
{
    private const ulong View = 1UL << 10;
    private const ulong Send = 1UL << 11;
    private const ulong Manage = 1UL << 13;
    private const ulong Attach = 1UL << 15;
    private const ulong SendInThreads = 1UL << 38;
    private const ulong PinMessages = 1UL << 51;

    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);

    public RestReply Get(RestCall call)
    {
        var channel = Channel(call);
        return RestReply.Ok(writer => Wire.Channel(writer, channel));
    }

    public RestReply Post(RestCall call)
    {
        var channel = Writable(call);
        var nonce = call.Body.TryGetProperty("nonce", out var given) && given.ToString() is { Length: > 0 } text ? text : null;
        if (nonce is not null && call.Body.IsTrue("enforce_nonce") && channel.ByNonce.TryGetValue(nonce, out var former) && world.Now - former.SentAt < NonceLife)
        {
            return Show(DiscordWorld.Current(former) ?? former);
        }

        var blank = MessageDraft.Blank(world, channel, forOne: null, call.Body.Whole("flags") ?? 0, origin: null);
        var message = world.Put(MessageDraft.Apply(blank with { Nonce = nonce }, call.Body, call));
        if (nonce is not null)
        {
            channel.ByNonce[nonce] = message;
        }

        return Show(message);
    }

    public RestReply List(RestCall call)
    {
        var limit = call.Query.Where(pair => pair.Key == "limit").Select(pair => int.Parse(pair.Value, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(50);
        var messages = Channel(call).Messages.Reverse().Take(limit);
        return RestReply.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var message in messages)
            {
                Wire.Message(writer, message, world);
            }

            writer.WriteEndArray();
        });
    }

    public RestReply GetMessage(RestCall call) => Show(Message(call));

    public RestReply Edit(RestCall call)
    {
        var message = Message(call);
        EditRules.Check(call, message, call.Body, discord);
        return message.Channel.IsArchived
            ? throw RestException.Code(50083)
            : Show(world.Put(MessageDraft.Edit(world, message, call.Body, call)));
    }

    public RestReply Delete(RestCall call)
    {
        world.Put(Message(call) with { IsDeleted = true });
        return RestReply.Done;
    }

    public RestReply Pin(RestCall call, bool pinned)
    {
        var message = Message(call);
        if (message.Channel.Guild is not null && (message.Channel.BotPermissions & (Manage | PinMessages)) == 0)
        {
            throw RestException.Code(50013);
        }

        world.Put(message with { IsPinned = pinned });
        return RestReply.Done;
    }

    public RestReply OpenThread(RestCall call)
    {
        var parent = Channel(call);
        if (parent.Type is not (0 or 5 or 15) || (parent.Type == 15) != call.Body.Has("message"))
        {
            throw RestException.Code(50024);
        }

        if ((parent.BotPermissions & (parent.Type == 15 ? Send : 1UL << 35)) == 0)
        {
            throw RestException.Code(50013);
        }

        var thread = world.AddChannel(call.Body.Text("name")!, 11, parent.Guild, parent);
        thread.BotPermissions = parent.BotPermissions;
        parent.Guild!.Add(thread);
        var first = call.Body.TryGetProperty("message", out var body)
            ? world.Put(MessageDraft.Apply(MessageDraft.Blank(world, thread, forOne: null, body.Whole("flags") ?? 0, origin: null, id: thread.Id), body, call))
            : null;
        world.Tell(parent.Guild, "THREAD_CREATE", writer => Wire.Channel(writer, thread));
        return RestReply.Ok(writer => Wire.Channel(writer, thread, first, world), status: 201);
    }

    public RestReply OpenPrivate(RestCall call)
    {
        var recipient = call.Body.TryGetProperty("recipient_id", out var id) && ulong.TryParse(id.ToString(), out var number) ? world.FindUser(number) : null;
        var channel = world.PrivateChannel(recipient ?? throw RestException.Code(10013));
        return RestReply.Ok(writer => Wire.Channel(writer, channel));
    }

    private FakeChannel Channel(RestCall call)
    {
        var channel = world.FindChannel(call.Id("channel_id")) ?? throw RestException.Code(10003);
        return channel.Guild is null || (channel.BotPermissions & View) != 0 ? channel : throw RestException.Code(50001);
    }

    private DiscordMessage Message(RestCall call) => Channel(call).Find(call.Id("message_id")) ?? throw RestException.Code(10008);

    /// <summary>The channel, if the bot may post in it.</summary>
    private FakeChannel Writable(RestCall call)
    {
        var channel = Channel(call);
        if (channel.Recipient is { } recipient)
        {
            return recipient.Guilds.All(guild => !guild.HasBot) ? throw RestException.Code(50278)
                : recipient.AcceptsPrivateMessages ? channel : throw RestException.Code(50007);
        }

        var needed = channel.IsThread ? SendInThreads : Send;
        return channel.Type is not (0 or 2 or 5 or 10 or 11 or 12) ? throw RestException.Code(50008)
            : (channel.BotPermissions & needed) == 0 || (call.Files.Count > 0 && (channel.BotPermissions & Attach) == 0) ? throw RestException.Code(50013)
            : channel.IsArchived ? throw RestException.Code(50083)
            : channel;
    }

    private RestReply Show(DiscordMessage message) => RestReply.Ok(writer => Wire.Message(writer, message, world));
}
