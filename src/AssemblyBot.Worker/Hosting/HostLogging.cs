namespace AssemblyBot.Worker.Hosting;

/// <summary>Where the log goes: one line an entry; beside a terminal session only warnings, on the standard error.</summary>
internal static class HostLogging
{
    public static void Add(ILoggingBuilder logging, bool isQuiet)
    {
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            options.UseUtcTimestamp = true;
        });
        if (isQuiet)
        {
            logging.AddFilter(level => level >= LogLevel.Warning);
            logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }
}
