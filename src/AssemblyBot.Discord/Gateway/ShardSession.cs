namespace AssemblyBot.Discord.Gateway;

/// <summary>A session of the gateway while the program runs.</summary>
internal sealed record ShardSession(string Id, string ResumeUrl, int Shard, int Shards, ulong Bot, SequenceLedger Ledger)
{
    /// <summary>As an earlier run left it.</summary>
    public static ShardSession Of(GatewaySession kept) =>
        new(kept.Id, kept.ResumeUrl, kept.Shard, kept.Shards, kept.Bot, new SequenceLedger(kept.Sequence));

    /// <summary>As a later run may go on with it.</summary>
    public GatewaySession ToKeep() => new(Id, Ledger.Handled, ResumeUrl, Shard, Shards, Bot);
}
