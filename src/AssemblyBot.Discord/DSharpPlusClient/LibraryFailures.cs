using System.Net.Http;
using System.Text.Json;
using DSharpPlus.Exceptions;

namespace AssemblyBot.Discord.DSharpPlusClient;

/// <summary>What DSharpPlus threw, in our own words, without a token or an address.</summary>
internal static class LibraryFailures
{
    public static ApiFailure Of(Exception exception, string token) => exception switch
    {
        DiscordException { WebResponse: { } response } => Refusal(response.ResponseCode, response.Response, RetryAfter(response.Headers), token),
        HttpRequestException broken => new ApiFailure.NoAnswer(!NeverSent(broken.HttpRequestError), broken.HttpRequestError.ToString()),
        OperationCanceledException or TimeoutException => new ApiFailure.NoAnswer(true, "no answer in time"),
        ArgumentException => new ApiFailure.Refused(400, 0, "something that DSharpPlus does not send"),
        _ => new ApiFailure.NoAnswer(true, exception.GetType().Name),
    };

    private static ApiFailure.Refused Refusal(int status, string body, TimeSpan? retryAfter, string token)
    {
        var (code, message) = (0, "");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (json.RootElement.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number)
                    _ = number.TryGetInt32(out code);
                if (json.RootElement.TryGetProperty("message", out var words) && words.ValueKind == JsonValueKind.String)
                    message = words.GetString()!.Replace(token, "…", StringComparison.Ordinal);
            }
        }
        catch (JsonException)
        {
            // A gateway's page, or nothing. Its text may repeat the address and is not kept.
        }

        return new ApiFailure.Refused(status, code, message, retryAfter);
    }

    private static TimeSpan? RetryAfter(IReadOnlyDictionary<string, string>? headers) =>
        headers is not null
        && headers.TryGetValue("Retry-After", out var text)
        && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static bool NeverSent(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
