namespace AssemblyBot.Consensus.Grouping;

/// <summary>The centres of k clusters, with their sizes and the sum of squared distances of the points to them.</summary>
internal sealed record Centres(double[] X, double[] Y, int[] Sizes, double Inertia)
{
    public int Count => X.Length;

    public int Smallest => Sizes.Min();
}
