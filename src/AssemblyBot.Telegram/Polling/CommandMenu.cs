using Microsoft.Extensions.Logging;

namespace AssemblyBot.Telegram.Polling;

/// <summary>
/// Puts the commands into Telegram's menus, in every language there is: those of participants in private chats, a few in
/// groups, and none of the organisers'. A menu that was set once is not set again while the process lives.
/// </summary>
internal sealed partial class CommandMenu(ITelegramApi api, PhraseBooks phrases, TimeProvider time, ILogger<CommandMenu> logger)
{
    private const string PrivateChats = "all_private_chats";
    private const string Groups = "all_group_chats";
    private readonly Dictionary<(string Scope, string? Language), string> _set = [];

    /// <summary>Sets what is not set yet. What the server refuses is left; the commands work without a menu.</summary>
    public async Task SetAsync(CancellationToken cancellationToken)
    {
        foreach (var language in phrases.Languages.Prepend(null))
        {
            var book = phrases.For(language);
            await SetAsync(PrivateChats, language, TelegramCommands.ForPrivateChats(book), cancellationToken);
            await SetAsync(Groups, language, TelegramCommands.ForGroups(book), cancellationToken);
        }
    }

    private async Task SetAsync(
        string scope, string? language, IReadOnlyList<BotCommand> commands, CancellationToken cancellationToken)
    {
        var contents = string.Join('\n', commands);
        if (_set.GetValueOrDefault((scope, language)) == contents)
            return;

        var outcome = await api.SetMyCommandsAsync(commands, scope, language, cancellationToken);
        if (outcome.Failure is ApiFailure.Refused { Code: 429, RetryAfter: { } pause })
        {
            await Task.Delay(pause, time, cancellationToken);
            outcome = await api.SetMyCommandsAsync(commands, scope, language, cancellationToken);
        }

        if (outcome.IsOk)
            _set[(scope, language)] = contents;
        else
            NotSet(logger, scope, language ?? "any language");
    }

    [LoggerMessage(LogLevel.Warning, "The menu of commands for {Scope} in {Language} was not set; the commands work without it")]
    private static partial void NotSet(ILogger logger, string scope, string language);
}
