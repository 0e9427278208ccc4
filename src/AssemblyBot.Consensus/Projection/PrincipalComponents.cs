namespace AssemblyBot.Consensus.Projection;

/// <summary>The first two principal components of the centred votes.</summary>
/// <param name="First">Loadings, one per column, of length 1 (all 0 if there is no variance).</param>
/// <param name="Second">Loadings of the second component.</param>
/// <param name="Eigenvalues">Of DᵀD, for both.</param>
internal sealed record PrincipalComponents(double[] First, double[] Second, double[] Eigenvalues)
{
    /// <summary>Turns each component so that it points where the earlier one did or, without one, its largest loading is positive (of equal ones that of the smallest id).</summary>
    public PrincipalComponents WithCanonicalSigns(double[]? earlierFirst, double[]? earlierSecond) => this with
    {
        First = Signed(First, earlierFirst),
        Second = Signed(Second, earlierSecond),
    };

    /// <summary>
    /// Rounds every loading to a multiple of 2⁻²⁸, far above the error of the iteration and far below what shows,
    /// so that runs which start elsewhere or add in another order go on from the same numbers.
    /// </summary>
    public PrincipalComponents Rounded() => this with
    {
        First = Array.ConvertAll(First, Round),
        Second = Array.ConvertAll(Second, Round),
    };

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
