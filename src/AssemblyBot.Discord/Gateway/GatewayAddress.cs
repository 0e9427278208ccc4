namespace AssemblyBot.Discord.Gateway;

/// <summary>Which addresses the token may be sent to, and what is asked for there.</summary>
internal static class GatewayAddress
{
    private const string Query = "?v=10&encoding=json&compress=zlib-stream";
    private static readonly string[] Ours = ["v", "encoding", "compress"];

    /// <summary>An address with what the bot asks for; whatever else a server of one's own wants in its query stays there.</summary>
    public static Uri WithQuery(Uri address) => new(address.GetLeftPart(UriPartial.Path) + Query + string.Concat(address.Query
        .Split(['?', '&'], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => !Ours.Contains(part.Split('=')[0]))
        .Select(part => "&" + part)));

    /// <summary>
    /// An address that Discord or the file of the sessions names, if the token is protected on the way there as well as on
    /// the way to <paramref name="known"/>; otherwise <paramref name="known"/>.
    /// </summary>
    public static Uri Safe(string? address, Uri known) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && (uri.Scheme == "wss" || (uri.Scheme == "ws" && known.Scheme == "ws"))
            ? uri
            : known;

    /// <summary>The address of the gateway as <c>/gateway/bot</c> names it; null when it is none, or less protected than the API.</summary>
    public static Uri? Of(string? address, string apiUrl) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && (uri.Scheme == "wss" || (uri.Scheme == "ws" && apiUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
            ? uri
            : null;
}
