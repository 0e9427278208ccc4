using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Discord.Commands;

/// <summary>Offers the commands in Discord: all at once, and only when they are others than those that were sent last.</summary>
internal sealed partial class CommandRegistrar(
    IDiscordApi api, PhraseBooks phrases, CommandShelf shelf, TimeProvider time, ILogger<CommandRegistrar> logger)
{
    private const int Tries = 5;
    private static readonly TimeSpan AfterServerError = TimeSpan.FromSeconds(10);

    /// <summary>Sends what is new. What Discord refuses is named, and the commands that it has go on working.</summary>
    public async Task RegisterAsync(Application application, CancellationToken cancellationToken)
    {
        var commands = DiscordCommands.All(phrases);
        var hash = HashOf(application, commands);
        if (shelf.Load() == hash)
            return;

        for (var attempt = 1; ; attempt++)
        {
            var outcome = await api.PutCommandsAsync(application.Id, commands, cancellationToken);
            if (outcome.IsOk)
            {
                shelf.Save(hash);
                Registered(logger, commands.Count);
                return;
            }

            if (outcome.Failure is ApiFailure.Refused { Status: not 429 and < 500 } refused)
            {
                Refused(logger, refused.Status, refused.Code, refused.Message);
                return;
            }

            if (attempt == Tries)
            {
                NotSent(logger);
                return;
            }

            var pause = outcome.Failure is ApiFailure.Refused { RetryAfter: { } asked } ? asked : AfterServerError * attempt;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Equal for equal commands of one application, in this version of the program.</summary>
    internal static string HashOf(Application application, IReadOnlyList<ApplicationCommand> commands) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { application.Id, commands })));

    [LoggerMessage(LogLevel.Information, "Discord offers {Count} commands from now on")]
    private static partial void Registered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Discord refused the commands, and those it has stay: {Status} {Code} {Message}. Look at the section \"discord\" of config/phrases")]
    private static partial void Refused(ILogger logger, int status, int code, string message);

    [LoggerMessage(LogLevel.Warning, "The commands could not be sent to Discord, and those it has stay; they are sent at the next start")]
    private static partial void NotSent(ILogger logger);
}
