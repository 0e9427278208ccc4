namespace AssemblyBot.Consensus.Projection;

/// <summary>
/// Each statement's place, that of a person who only agreed with it: e(k) = √m · (1 − c) · component(k).
/// </summary>
/// <remarks>Source: compdemocracy/polis, math/src/polismath/math/conversation.clj, lines 338–349.</remarks>
internal static class StatementMap
{
    /// <summary>Coordinates of every column; m is the number of statements with votes.</summary>
    public static (double[] X, double[] Y) Project(Centre centre, PrincipalComponents components)
    {
        var scale = Math.Sqrt(centre.VotedColumns);
        var x = new double[centre.Means.Length];
        var y = new double[centre.Means.Length];
        for (var j = 0; j < x.Length; j++)
        {
            x[j] = scale * (1 - centre.Means[j]) * components.First[j];
            y[j] = scale * (1 - centre.Means[j]) * components.Second[j];
        }

        return (x, y);
    }
}
