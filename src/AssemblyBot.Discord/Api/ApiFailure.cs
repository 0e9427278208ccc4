namespace AssemblyBot.Discord.Api;

/// <summary>Why a call of Discord's API did not succeed.</summary>
internal abstract record ApiFailure
{
    private ApiFailure()
    {
    }

    /// <summary>The server said no.</summary>
    /// <param name="Status">The HTTP status, such as 403.</param>
    /// <param name="Code">Discord's own code, such as 50013 or 10062; 0: it gave none.</param>
    /// <param name="Message">Its words, without a token; empty when it gave none.</param>
    /// <param name="RetryAfter">How long it wants not to be asked again; null: it did not say.</param>
    public sealed record Refused(int Status, int Code, string Message, TimeSpan? RetryAfter = null) : ApiFailure;

    /// <summary>There was no answer, or none that can be read.</summary>
    /// <param name="MayHaveArrived">Whether the request may have been carried out all the same.</param>
    /// <param name="Because">What went wrong, without the address.</param>
    public sealed record NoAnswer(bool MayHaveArrived, string Because) : ApiFailure;
}
