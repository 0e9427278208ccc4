namespace AssemblyBot.Core.Participants;

/// <summary>
/// Who is behind a request, as their platform names them. Lives as long as the request; only <see cref="IdentityVault"/>
/// turns it into something that is stored.
/// </summary>
/// <param name="Platform">The platform's name in lower case, such as <c>telegram</c>.</param>
/// <param name="Id">The platform's id of the account.</param>
/// <param name="Address">Where a private message reaches the person.</param>
/// <param name="Locale">The language the platform reports, such as <c>es</c> or <c>pt-BR</c>; null: none.</param>
public sealed record Person(string Platform, string Id, string Address, string? Locale)
{
    /// <summary>Says nothing about the account, so that it can stand in a log.</summary>
    public override string ToString() => $"a person on {Platform}";
}
