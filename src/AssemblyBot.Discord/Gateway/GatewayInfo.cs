namespace AssemblyBot.Discord.Gateway;

/// <summary>How Discord wants the gateway to be used (<c>/gateway/bot</c>).</summary>
/// <param name="Url">Its address, without a query.</param>
/// <param name="Shards">How many shards to run.</param>
/// <param name="Total">How many sessions may be begun in a day.</param>
/// <param name="Remaining">How many of them are left.</param>
/// <param name="ResetAfter">When there are all of them again.</param>
/// <param name="Concurrency">How many shards may begin one at the same moment.</param>
internal sealed record GatewayInfo(Uri Url, int Shards, int Total, int Remaining, TimeSpan ResetAfter, int Concurrency);
