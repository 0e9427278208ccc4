namespace AssemblyBot.Consensus.Grouping;

/// <summary>Who is in which group.</summary>
/// <param name="GroupOfRow">For each row the index of its group, −1 when it is in none.</param>
/// <param name="Places">Centre of each group, in all the dimensions in which they were found.</param>
/// <param name="Sizes">Members of each group.</param>
/// <param name="Silhouettes">The scores of the numbers of groups that were tried.</param>
internal sealed record Partition(int[] GroupOfRow, double[][] Places, int[] Sizes, IReadOnlyList<GroupCountScore> Silhouettes)
{
    public int Count => Sizes.Length;

    /// <summary>The identity of each group, ascending.</summary>
    public int[] Ids { get; init; } = [.. Enumerable.Range(0, Sizes.Length)];

    public static Partition None(int rows, IReadOnlyList<GroupCountScore>? silhouettes = null)
    {
        var none = new int[rows];
        Array.Fill(none, -1);
        return new Partition(none, [], [], silhouettes ?? []);
    }

    /// <summary>The groups of rows by their indices, the largest group first and of equally large ones that of the first row.</summary>
    public static Partition BySize(int[] groupOfRow, double[][] places, IReadOnlyList<GroupCountScore> silhouettes)
    {
        var sizes = new int[places.Length];
        foreach (var group in groupOfRow)
        {
            if (group >= 0)
            {
                sizes[group]++;
            }
        }

        var order = Enumerable.Range(0, sizes.Length).OrderByDescending(group => sizes[group]).ThenBy(group => Array.IndexOf(groupOfRow, group)).ToArray();
        return new Partition(groupOfRow, places, sizes, silhouettes).Reordered(order);
    }

    /// <summary>The same groups, of which number <c>order[i]</c> becomes number i; the ids stay where they are.</summary>
    public Partition Reordered(int[] order)
    {
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        return this with
        {
            GroupOfRow = Array.ConvertAll(GroupOfRow, group => group < 0 ? -1 : place[group]),
            Places = Array.ConvertAll(order, group => Places[group]),
            Sizes = Array.ConvertAll(order, group => Sizes[group]),
        };
    }
}
