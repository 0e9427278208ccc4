using Microsoft.Extensions.Logging;

namespace AssemblyBot.Testing.Assemblies;

/// <summary>Takes down every line that is logged, at every level, with its exception.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    /// <summary>The lines, the oldest first: level, category, message, exception.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // The lines outlive the process that the test ended.
    }

    private sealed class Logger(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._gate)
            {
                log._lines.Add($"{logLevel} {category}: {formatter(state, exception)} {exception}".TrimEnd());
            }
        }
    }
}
