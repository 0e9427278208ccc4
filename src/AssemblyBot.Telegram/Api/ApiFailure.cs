namespace AssemblyBot.Telegram.Api;

/// <summary>Why a call of the Bot API did not succeed.</summary>
internal abstract record ApiFailure
{
    private ApiFailure()
    {
    }

    /// <summary>The server said no.</summary>
    /// <param name="Code">The error code, such as 400 or 429.</param>
    /// <param name="Description">Its words, without the token; empty when it gave none.</param>
    /// <param name="RetryAfter">How long it wants not to be asked again; null: it did not say.</param>
    /// <param name="MigrateTo">The new id of the chat; null: it has none.</param>
    public sealed record Refused(int Code, string Description, TimeSpan? RetryAfter = null, long? MigrateTo = null) : ApiFailure
    {
        /// <summary>Whether its words hold <paramref name="words"/>, in whatever case.</summary>
        public bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>There was no answer, or none that can be read.</summary>
    /// <param name="MayHaveArrived">Whether the request may have been carried out all the same.</param>
    /// <param name="Because">What went wrong, without the address.</param>
    public sealed record NoAnswer(bool MayHaveArrived, string Because) : ApiFailure;
}
