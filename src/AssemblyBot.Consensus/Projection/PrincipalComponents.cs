namespace AssemblyBot.Consensus.Projection;

/// <summary>The leading principal components of the centred votes; two make the map.</summary>
/// <param name="Loadings">For each component one loading per column, of length 1 together (all 0 where there is no variance left).</param>
/// <param name="Eigenvalues">Of DᵀD, for each component.</param>
internal sealed record PrincipalComponents(double[][] Loadings, double[] Eigenvalues)
{
    public double[] First => Loadings[0];

    public double[] Second => Loadings[1];

    public int Count => Loadings.Length;

    /// <summary>
    /// Rounds every loading to a multiple of 2⁻²⁸, far above the error of the iteration and far below what shows,
    /// so that runs which start elsewhere or add in another order go on from the same numbers.
    /// </summary>
    public PrincipalComponents Rounded() => this with { Loadings = Array.ConvertAll(Loadings, component => Array.ConvertAll(component, Round)) };

    /// <summary>
    /// Turns each component so that it points where the earlier one did or, without one, its largest loading is positive
    /// (of equal ones that of the smallest id).
    /// </summary>
    public PrincipalComponents WithCanonicalSigns(double[][]? earlier) =>
        this with { Loadings = [.. Loadings.Select((component, k) => Signed(component, earlier?.ElementAtOrDefault(k)))] };

    private static double Round(double loading) => (Math.Round(loading * (1 << 28)) / (1 << 28)) + 0.0;

    private static double[] Signed(double[] component, double[]? earlier)
    {
        var direction = 0.0;
        if (earlier is not null)
        {
            for (var j = 0; j < component.Length; j++)
            {
                direction += component[j] * earlier[j];
            }
        }

        if (direction == 0)
        {
            direction = component.DefaultIfEmpty().MaxBy(Math.Abs);
        }

        return direction >= 0 ? component : Array.ConvertAll(component, loading => 0.0 - loading);
    }
}
