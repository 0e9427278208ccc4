namespace AssemblyBot.Telegram;
public static class TelegramServicesTmp { public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddTelegram(this Microsoft.Extensions.DependencyInjection.IServiceCollection s, Microsoft.Extensions.Configuration.IConfiguration c) => s; }
public sealed class TelegramHealth { public string? StoppedBecause { get; } }
