namespace AssemblyBot.Consensus.Grouping;

/// <summary>The centres of clusters, with their sizes and the sum of squared distances of the points to them.</summary>
/// <param name="Places">For each centre its coordinates.</param>
/// <param name="Sizes">For each centre the points nearest to it.</param>
/// <param name="Inertia">Sum of the squared distances of the points to the nearest centre.</param>
internal sealed record Centres(double[][] Places, int[] Sizes, double Inertia)
{
    public int Count => Places.Length;

    public int Smallest => Sizes.Min();
}
