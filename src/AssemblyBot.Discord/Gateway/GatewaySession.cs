namespace AssemblyBot.Discord.Gateway;

/// <summary>What it takes to go on with a session of the gateway.</summary>
/// <param name="Id">Its name; a secret together with the token.</param>
/// <param name="Sequence">The number up to which every event is handled.</param>
/// <param name="ResumeUrl">The address to go on at, without a query.</param>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Shards">How many shards there were.</param>
/// <param name="Bot">The bot's account.</param>
internal sealed record GatewaySession(string Id, long Sequence, string ResumeUrl, int Shard, int Shards, ulong Bot);
