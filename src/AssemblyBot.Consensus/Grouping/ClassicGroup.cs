namespace AssemblyBot.Consensus.Grouping;

/// <summary>A cluster during a run: its centre and the indices of its points.</summary>
internal sealed record ClassicGroup(int Id, double X, double Y, List<int> Members)
{
    /// <summary>The cluster at the weighted mean of its points.</summary>
    public static ClassicGroup Around(ClassicPoints points, int id, List<int> members)
    {
        var (x, y, weight) = (0.0, 0.0, 0.0);
        foreach (var i in members)
        {
            x += points.Weights[i] * points.X[i];
            y += points.Weights[i] * points.Y[i];
            weight += points.Weights[i];
        }

        return new ClassicGroup(id, x / weight, y / weight, members);
    }

    public ClassicCluster ToCluster(ClassicPoints points) => new(Id, X, Y, [.. Members.Select(i => points.Ids[i])]);
}
