using AssemblyBot.Terminal.Screens;
using AssemblyBot.Terminal.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssemblyBot.Terminal;

/// <summary>Lets one person take part on the terminal, or through a pipe, for as long as they type.</summary>
public sealed partial class TerminalSession
{
    private readonly Func<Request, CancellationToken, Task<Card?>> _answer;
    private readonly PhraseBooks _books;
    private readonly TerminalMessenger _messenger;
    private readonly TimeProvider _clock;
    private readonly ILogger<TerminalSession> _logger;

    internal TerminalSession(
        Func<Request, CancellationToken, Task<Card?>> answer,
        PhraseBooks books,
        TerminalMessenger messenger,
        TimeProvider clock,
        ILogger<TerminalSession> logger) =>
        (_answer, _books, _messenger, _clock, _logger) = (answer, books, messenger, clock, logger);

    /// <summary>
    /// Talks to whoever sits at this process's terminal. Returns when they leave, when the input ends, and at once when
    /// it is cancelled.
    /// </summary>
    /// <exception cref="OptionsValidationException">An option is wrong; it is named.</exception>
    public Task RunAsync(TerminalOptions options, CancellationToken cancellationToken) =>
        RunAsync(options, TerminalDevice.OfProcess(options), cancellationToken);

    /// <summary>The same from a reader and to a writer, as in a pipe: in plain lines, with the lines that were read.</summary>
    public Task RunAsync(TerminalOptions options, TextReader input, TextWriter output, CancellationToken cancellationToken) =>
        RunAsync(options, TerminalDevice.OfPipe(input, output), cancellationToken);

    internal async Task RunAsync(TerminalOptions options, TerminalDevice device, CancellationToken cancellationToken)
    {
        if (new TerminalOptionsValidator().Validate(null, options) is { Failed: true, Failures: var failures })
            throw new OptionsValidationException(TerminalOptions.Section, typeof(TerminalOptions), failures);

        var person = TerminalPerson.Of(options, Environment.GetEnvironmentVariable, Environment.UserName);
        var conversation = new Conversation(_answer, _books, person, device.Screen, _logger);
        using var mailbox = new Mailbox(_clock);
        using var session = _messenger.Open(person.Address, mailbox);
        mailbox.Listen(device.Input);
        try
        {
            await conversation.BeginAsync(options.Code, cancellationToken);
            await ListenAsync(conversation, mailbox, device, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            device.Screen.EndLine();
        }

        conversation.End();
    }

    private async Task ListenAsync(
        Conversation conversation, Mailbox mailbox, TerminalDevice device, CancellationToken cancellationToken)
    {
        while (true)
        {
            conversation.Prompt();
            switch (await mailbox.TakeAsync(cancellationToken))
            {
                case Mail.Typed { Line: var line }:
                    if (!device.ShowsTyping)
                        device.Screen.Echo(line.IsTooLong ? line.Beginning : line.Text);
                    if (!await conversation.HearAsync(line, cancellationToken))
                        return;
                    break;
                case Mail.Arrived { Card: var card, Fate: var fate }:
                    device.Screen.EndLine();
                    if (fate.TrySetResult(true))
                        conversation.Show(card);
                    break;
                case Mail.InputEnded { Because: var because }:
                    if (because is not null)
                        InputFailed(_logger, because);
                    device.Screen.EndLine();
                    return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The terminal's input failed; the session ended")]
    private static partial void InputFailed(ILogger logger, Exception exception);
}
