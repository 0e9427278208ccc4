using System.Globalization;
using System.Net.Http.Headers;

namespace AssemblyBot.Discord.Api;

/// <summary>What the headers of an answer tell of the limits.</summary>
/// <param name="Bucket">The name of the limit; null: there is none.</param>
/// <param name="Limit">How many calls fit into a window.</param>
/// <param name="Remaining">How many are left in this one.</param>
/// <param name="ResetAfter">When there are all of them again.</param>
/// <param name="Scope">Whose limit a 429 is about: <c>user</c>, <c>global</c> or <c>shared</c>; null: not told.</param>
/// <param name="RetryAfter">How long a 429 asks to wait; null: not told.</param>
internal readonly record struct LimitHeaders(
    string? Bucket, int? Limit, int? Remaining, TimeSpan? ResetAfter, string? Scope, TimeSpan? RetryAfter)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Whether they tell of a window with a number of calls.</summary>
    public bool HasWindow => Limit is not null && Remaining is not null && ResetAfter is not null;

    /// <summary>Reads them; what is no number counts as left out.</summary>
    public static LimitHeaders Of(HttpResponseHeaders headers) => new(
        TextOf(headers, "X-RateLimit-Bucket"),
        CountOf(headers, "X-RateLimit-Limit"),
        CountOf(headers, "X-RateLimit-Remaining"),
        SecondsOf(TextOf(headers, "X-RateLimit-Reset-After")),
        TextOf(headers, "X-RateLimit-Scope") ?? (TextOf(headers, "X-RateLimit-Global") is "true" ? "global" : null),
        SecondsOf(TextOf(headers, "Retry-After")));

    /// <summary>A time in seconds, at most a day; null when it is none.</summary>
    public static TimeSpan? ToSpan(double seconds) =>
        seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds)) : null;

    private static TimeSpan? SecondsOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? ToSpan(seconds) : null;

    private static int? CountOf(HttpResponseHeaders headers, string name) =>
        int.TryParse(TextOf(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string? TextOf(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count > 0 ? values.ToString() : null;
}
