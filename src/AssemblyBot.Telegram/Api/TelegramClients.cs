using Microsoft.Extensions.Options;

namespace AssemblyBot.Telegram.Api;

/// <summary>The clients of the Bot API, as <see cref="TelegramOptions.Client"/> names them.</summary>
internal static class TelegramClients
{
    /// <summary><see cref="TelegramApi"/>, in every build.</summary>
    public const string Own = "Own";

    /// <summary>The package Telegram.Bot, in a build with the named packages.</summary>
    public const string TelegramBot = "TelegramBot";

    /// <summary>Whether this build holds Telegram.Bot.</summary>
    public static bool HasTelegramBot =>
#if TELEGRAM_BOT
        true;
#else
        false;
#endif

    /// <summary>The client that the settings name; they are valid.</summary>
    public static ITelegramApi Create(IOptions<TelegramOptions> options, TimeProvider time)
    {
#if TELEGRAM_BOT
        if (options.Value.Client == TelegramBot)
            return new AssemblyBot.Telegram.TelegramBot.TelegramBotApi(options, time);
#endif
        return new TelegramApi(options, time);
    }
}
