using AssemblyBot.Terminal.Tests.Demo;
using Microsoft.Extensions.Logging;

namespace AssemblyBot.Terminal.Tests.Sessions;

/// <summary>Runs sessions through a pipe, at <see cref="DemoDesk"/> unless a test has a desk of its own.</summary>
internal sealed class SessionDriver : ILogger<TerminalSession>
{
    public SessionDriver() => Desk = Demo.AnswerAsync;

    public DemoDesk Demo { get; } = new();

    public Func<Request, CancellationToken, Task<Card?>> Desk { get; init; }

    public TerminalOptions Options { get; init; } = new() { Account = "ana", Language = "en" };

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public TerminalMessenger Messenger { get; } = new();

    public StringWriter Output { get; } = new() { NewLine = "\n" };

    public List<Exception> Logged { get; } = [];

    /// <summary>What a session writes whose input is <paramref name="input"/>.</summary>
    public async Task<string> RunAsync(string input)
    {
        using var reader = new StringReader(input);
        await RunAsync(reader, TestContext.Current.CancellationToken);
        return Output.ToString();
    }

    public Task RunAsync(TextReader input, CancellationToken cancellationToken) =>
        new TerminalSession(Desk, TestPhrases.Books, Messenger, Clock, this)
            .RunAsync(Options, input, TextWriter.Synchronized(Output), cancellationToken);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
            Logged.Add(exception);
    }
}
