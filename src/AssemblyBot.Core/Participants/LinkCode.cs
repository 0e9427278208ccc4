namespace AssemblyBot.Core.Participants;

/// <summary>
/// A one-time code by which a person's second account joins the first one: it looks like a <see cref="SetupCode"/> (60
/// bits), is valid for <see cref="Lifetime"/>, and only its hash is stored.
/// </summary>
public static class LinkCode
{
    /// <summary>How long a code is valid.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>A new code.</summary>
    public static string Create() => SetupCode.Create();

    /// <summary>The hash a code is stored under, however it is typed; see <see cref="SetupCode.Hash"/>.</summary>
    public static string Hash(string code) => SetupCode.Hash(code);
}
