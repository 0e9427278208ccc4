using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram;

/// <summary>Telegram as a part of the host.</summary>
public static class TelegramServices
{
    /// <summary>Whether a token is configured, and so <see cref="AddTelegram"/> brings the bot to Telegram.</summary>
    public static bool HasTelegramToken(this IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"{TelegramOptions.Section}:{nameof(TelegramOptions.Token)}"]);

    /// <summary>
    /// Adds the bot on Telegram: updates in, cards out, and the messenger for posts. Settings that cannot be used are
    /// named when the host starts; without a token only they are checked, and nothing runs.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="folder">The folder of a file that says when Telegram last answered; null: it is not written down.</param>
    public static IServiceCollection AddTelegram(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string?>? folder = null)
    {
        services.AddOptionsWithValidateOnStart<TelegramOptions, TelegramOptionsValidator>()
            .Bind(configuration.GetSection(TelegramOptions.Section));
        services.AddSingleton<TelegramHealth>();
        if (!configuration.HasTelegramToken())
            return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new ConnectedPlatform(TelegramPeople.Platform));
        services.TryAddSingleton<PlatformWatch>();
        services.AddSingleton(provider => BotIdentity.Of(provider.GetRequiredService<IOptions<TelegramOptions>>().Value.Token));
        services.TryAddSingleton(_ => new Backoff(new Random(RandomNumberGenerator.GetInt32(int.MaxValue))));
        services.AddSingleton(provider => TelegramClients.Create(
            provider.GetRequiredService<IOptions<TelegramOptions>>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<DeliveryKeys>();
        services.AddSingleton<TelegramUpdates>();
        services.AddSingleton<ChatLinks>();
        services.AddSingleton<ChatKeeper>();
        services.AddSingleton<OwnMessageWays>();
        services.AddSingleton<OwnCards>();
        services.AddSingleton<Pins>();
        services.AddSingleton<ReplyWriter>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton(provider => new ContactFile(
            folder?.Invoke(provider) is { } path ? Path.Combine(path, "telegram.contact") : null));
        services.AddSingleton<Outages>();
        services.AddSingleton<TypedNumbers>();
        services.AddSingleton<FloodGate>();
        services.AddSingleton<ClosedChats>();
        services.AddSingleton<IMessenger, TelegramMessenger>();

        services.TryAddSingleton<AnswerRequest>(provider => provider.GetRequiredService<FrontDesk>().AnswerAsync);
        services.AddSingleton<UpdateLedger>();
        services.AddSingleton<UpdateHandler>();
        services.AddSingleton<CommandMenu>();
        services.AddSingleton<TelegramDoor>();
        if (string.IsNullOrEmpty(configuration[$"{TelegramOptions.Section}:{nameof(TelegramOptions.WebhookUrl)}"]))
        {
            services.AddHostedService<TelegramPoller>();
            return services;
        }

        services.AddSingleton<WebhookAddress>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookServer>();
        services.AddSingleton<WebhookKeeper>();
        services.AddHostedService<TelegramReceiver>();
        return services;
    }
}
