namespace AssemblyBot.Consensus.Grouping;

/// <summary>What the classic k-means clusters: people with weight 1, or base clusters with their numbers of members.</summary>
/// <param name="Ids">Names that outlive the run.</param>
internal sealed record ClassicPoints(double[] X, double[] Y, double[] Weights, long[] Ids)
{
    public int Count => X.Length;

    /// <summary>Places that differ.</summary>
    public int DistinctCount => X.Zip(Y).Distinct().Count();
}
