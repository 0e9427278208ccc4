using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AssemblyBot.Discord;

/// <summary>Discord as a part of the host.</summary>
public static class DiscordServices
{
    /// <summary>Whether a token is configured, and so <see cref="AddDiscord"/> brings the bot to Discord.</summary>
    public static bool HasDiscordToken(this IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"{DiscordOptions.Section}:{nameof(DiscordOptions.Token)}"]);

    /// <summary>
    /// Adds the bot on Discord: interactions in, cards out, commands, and the messenger for posts. Settings that cannot be
    /// used are named when the host starts; without a token only they are checked, and nothing runs.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="folder">
    /// The folder in which two small files lie that help the next start, without a secret of anyone's; null: none.
    /// </param>
    public static IServiceCollection AddDiscord(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string?> folder)
    {
        services.AddDiscordApi(configuration, folder);
        if (!configuration.HasDiscordToken())
            return services;

        services.AddSingleton(new ConnectedPlatform(DiscordPeople.Platform));
        services.TryAddSingleton<PlatformWatch>();
        services.TryAddSingleton<AnswerRequest>(provider => provider.GetRequiredService<FrontDesk>().AnswerAsync);

        services.AddSingleton<DeliveryKeys>();
        services.AddSingleton<ChannelLinks>();
        services.AddSingleton<DiscordUpdates>();
        services.AddSingleton<ReplyWriter>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<ChannelPoster>();
        services.AddSingleton<ChannelOrganiser>();
        services.AddSingleton<IMessenger, DiscordMessenger>();

        services.AddSingleton(provider => new CommandShelf(folder(provider)));
        services.AddSingleton<CommandRegistrar>();
        services.AddSingleton<DiscordDoor>();
        services.AddSingleton<InteractionHandler>();
        services.AddHostedService<DiscordListener>();
        return services;
    }
}
