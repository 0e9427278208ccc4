namespace AssemblyBot.Discord.Api;

/// <summary>
/// What came of a call: the result, or why there is none. A server that agrees and gives no result, or one of another
/// shape, leaves <see cref="Value"/> at its default.
/// </summary>
internal readonly record struct ApiOutcome<T>(T? Value, ApiFailure? Failure)
{
    /// <summary>Whether it succeeded.</summary>
    public bool IsOk => Failure is null;
}
