using AssemblyBot.Publishing.Polis;

namespace AssemblyBot.Worker.Hosting;

/// <summary>Turns what stopped a verb into one line on the standard error and an exit code.</summary>
internal static class Fault
{
    /// <summary>Runs a verb. Exit code 0: done; 1: it could not be done, and the line says why; 130: it was interrupted.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"assemblybot: {Explain(exception)}");
            return 1;
        }
    }

    private static string Explain(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner),
        OptionsValidationException wrong => string.Join("; ", wrong.Failures),
        StoreException or PhraseBookException or AssemblyFileException or PolisFormatException => exception.Message,
        // A settings file that is no JSON: the reason stands in the inner exception.
        InvalidDataException { InnerException: { } inner } => $"{exception.Message.TrimEnd('.')}: {inner.GetBaseException().Message}",
        InvalidDataException or UsageException => exception.Message,
        InvalidOperationException { InnerException: FormatException } => exception.Message,
        IOException or UnauthorizedAccessException => exception.Message,
        _ => $"an error of the program itself, please report it: {exception}",
    };
}

/// <summary>What was asked for on the command line cannot be done; the message says what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
