using AssemblyBot.Storage.Sql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>The votes of a batch, column by column, each with its place among those of its assembly, from 1.</summary>
internal sealed class VoteColumns
{
    private VoteColumns(int count)
    {
        (Assemblies, Places, Participants, Times) = (new long[count], new long[count], new long[count], new long[count]);
        (Statements, Stances, Sources, Keys) = (new int[count], new short?[count], new string[count], new string[count]);
    }

    public long[] Assemblies { get; }

    public long[] Places { get; }

    public long[] Participants { get; }

    public int[] Statements { get; }

    public short?[] Stances { get; }

    public long[] Times { get; }

    public string[] Sources { get; }

    public string[] Keys { get; }

    /// <summary>How many each assembly has.</summary>
    public Dictionary<long, long> Counts { get; } = [];

    /// <summary>Who votes in it and is not known.</summary>
    public HashSet<(ParticipantId Participant, AssemblyId Assembly)> NewMembers { get; } = [];

    /// <summary>What is voted on in it and is not known.</summary>
    public HashSet<(AssemblyId Assembly, StatementId Statement)> NewStatements { get; } = [];

    /// <summary>
    /// Takes a batch apart; null when it is empty, or when one of its entries is no vote, or was not brought by a delivery of
    /// its own.
    /// </summary>
    public static VoteColumns? TryRead(WriteBatch batch, KnownRows known)
    {
        var (columns, deliveries) = (new VoteColumns(batch.Entries.Count), new HashSet<InboxKey>(batch.Entries.Count));
        for (var i = 0; i < batch.Entries.Count; i++)
        {
            if (batch.Entries[i] is not { Change: Change.CastVote vote, Inbox: { } delivery } || !deliveries.Add(delivery))
                return null;
            columns.Set(i, vote, delivery);
            if (!known.Has((vote.Participant, vote.Assembly)))
                columns.NewMembers.Add((vote.Participant, vote.Assembly));
            if (!known.Has((vote.Assembly, vote.Statement)))
                columns.NewStatements.Add((vote.Assembly, vote.Statement));
        }

        return batch.Entries.Count > 0 && batch.Cursors.DistinctBy(cursor => cursor.Source).Count() == batch.Cursors.Count ? columns : null;
    }

    private void Set(int i, Change.CastVote vote, InboxKey delivery)
    {
        Counts[vote.Assembly.Value] = Places[i] = Counts.GetValueOrDefault(vote.Assembly.Value) + 1;
        (Assemblies[i], Participants[i], Statements[i]) = (vote.Assembly.Value, vote.Participant.Value, vote.Statement.Number);
        (Stances[i], Times[i]) = ((short?)vote.Stance, vote.At.ToStored());
        (Sources[i], Keys[i]) = (delivery.Source, delivery.Key);
    }
}
