using AssemblyBot.Testing.Discord.Server;

namespace AssemblyBot.Testing.Discord.State;

/// <summary>Which method of the fake carries out which operation. Called under the server's lock.</summary>
internal sealed class RestMethods
{
    private readonly FakeDiscord _discord;
    private readonly Dictionary<string, Func<RestCall, RestReply>> _byOperation;

    public RestMethods(FakeDiscord discord)
    {
        _discord = discord;
        var interactions = new InteractionMethods(discord);
        var channels = new ChannelMethods(discord.World, discord);
        var applications = new ApplicationMethods(discord);
        _byOperation = new(StringComparer.Ordinal)
        {
            ["get_gateway"] = applications.Gateway,
            ["get_bot_gateway"] = applications.BotGateway,
            ["get_my_application"] = applications.Application,
            ["get_my_oauth2_application"] = applications.Application,
            ["get_my_user"] = applications.User,
            ["list_application_commands"] = applications.ListCommands,
            ["bulk_set_application_commands"] = applications.SetCommands,
            ["list_guild_application_commands"] = applications.ListCommands,
            ["bulk_set_guild_application_commands"] = applications.SetCommands,
            ["create_interaction_response"] = interactions.Answer,
            ["get_original_webhook_message"] = interactions.GetOriginal,
            ["update_original_webhook_message"] = interactions.EditOriginal,
            ["delete_original_webhook_message"] = interactions.DeleteOriginal,
            ["execute_webhook"] = interactions.FollowUp,
            ["get_webhook_message"] = interactions.GetFollowUp,
            ["update_webhook_message"] = interactions.EditFollowUp,
            ["delete_webhook_message"] = interactions.DeleteFollowUp,
            ["get_channel"] = channels.Get,
            ["create_message"] = channels.Post,
            ["list_messages"] = channels.List,
            ["get_message"] = channels.GetMessage,
            ["update_message"] = channels.Edit,
            ["delete_message"] = channels.Delete,
            ["create_pin"] = call => channels.Pin(call, pinned: true),
            ["deprecated_create_pin"] = call => channels.Pin(call, pinned: true),
            ["delete_pin"] = call => channels.Pin(call, pinned: false),
            ["deprecated_delete_pin"] = call => channels.Pin(call, pinned: false),
            ["create_thread"] = channels.OpenThread,
            ["create_dm"] = channels.OpenPrivate,
        };
    }

    public RestReply Run(RestCall call)
    {
        if (_byOperation.TryGetValue(call.Operation.Id, out var method))
        {
            return method(call);
        }

        _discord.Report(DiscordRule.Route.Name, call.Operation.Id, "the fake does not carry out this operation");
        return RestReply.Refusal(501, 0, "501: the fake does not carry out this operation");
    }

    /// <summary>Notes a call, and how it ended, with the interaction it was made for.</summary>
    public void Trace(RestCall call, int status)
    {
        lock (_discord.Gate)
        {
            var trace = call.Operation.Variables switch
            {
                ["interaction_id", ..] => ulong.TryParse(call.Values[0], out var id) ? _discord.World.FindInteraction(id) : null,
                ["webhook_id", "webhook_token", ..] => _discord.World.FindInteraction(call.Values[1]),
                _ => null,
            };
            trace?.Count(call.Operation.Id, status);
        }
    }
}
