namespace AssemblyBot.Consensus.Tests.Fixtures;

/// <summary>Comparisons of lists of numbers.</summary>
internal static class Close
{
    /// <summary>Largest difference between two lists of the same length.</summary>
    public static double Distance(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Assert.Equal(a.Count, b.Count);
        return a.Zip(b, (left, right) => Math.Abs(left - right)).Append(0).Max();
    }

    /// <summary>Cosine of the angle between two lists.</summary>
    public static double Cosine(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Assert.Equal(a.Count, b.Count);
        var dot = a.Zip(b, (left, right) => left * right).Sum();
        return dot / Math.Sqrt(a.Sum(value => value * value) * b.Sum(value => value * value));
    }

    /// <summary>Adjusted Rand index of two partitions given as labels; 1 for the same partition, 0 on average for unrelated ones.</summary>
    public static double Rand(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        Assert.Equal(a.Count, b.Count);
        var cells = a.Zip(b).CountBy(pair => pair).Sum(cell => Pairs(cell.Value));
        var left = a.CountBy(label => label).Sum(cell => Pairs(cell.Value));
        var right = b.CountBy(label => label).Sum(cell => Pairs(cell.Value));
        var expected = left * right / Pairs(a.Count);
        var most = (left + right) / 2;
        return most == expected ? 1 : (cells - expected) / (most - expected);
    }

    private static double Pairs(int count) => count * (count - 1.0) / 2;
}
