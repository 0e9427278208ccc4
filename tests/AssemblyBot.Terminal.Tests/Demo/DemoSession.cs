using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssemblyBot.Terminal.Tests.Demo;

/// <summary>
/// A session at this process's terminal with <see cref="DemoDesk"/>: <c>demo [--plain] [--news SECONDS]</c>, the latter
/// for a message that arrives by itself.
/// </summary>
internal static class DemoSession
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var ending = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

        var messenger = new TerminalMessenger();
        var session = new TerminalSession(
            new DemoDesk().AnswerAsync, TestPhrases.Books, messenger, TimeProvider.System, NullLogger<TerminalSession>.Instance);
        var options = new TerminalOptions { Account = "me", Plain = args.Contains("--plain") };
        if (args.SkipWhile(arg => arg != "--news").Skip(1).FirstOrDefault() is { } seconds)
            _ = PostLaterAsync(messenger, TimeSpan.FromSeconds(int.Parse(seconds)), ending.Token);
        await session.RunAsync(options, ending.Token);
        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ending.Cancel();
        }
    }

    private static async Task PostLaterAsync(TerminalMessenger messenger, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, TimeProvider.System, cancellationToken);
        var card = new Card
        {
            Blocks =
            [
                new Block.Heading("Your statement was accepted"),
                new Block.Quote("#62 · written by you", "People who label data should be named as authors of the model."),
            ],
            Rows = [[new Button("See it", new CardAction.Open(new AssemblyId(1), new StatementId(62)))]],
        };
        await messenger.PostAsync("me", card, "key/1", cancellationToken);
    }
}
