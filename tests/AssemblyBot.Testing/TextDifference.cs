using System.Text;

namespace AssemblyBot.Testing;

/// <summary>Draws two texts as one, line by line: two spaces before what both have, - and + before what one has.</summary>
internal static class TextDifference
{
    public static string Describe(string expected, string actual)
    {
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        var common = CommonLengths(left, right);
        var text = new StringBuilder();
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                text.Append("  ").Append(left[i]).Append('\n');
                i++;
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                text.Append("- ").Append(left[i++]).Append('\n');
            }
            else
            {
                text.Append("+ ").Append(right[j++]).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Length of the longest common subsequence of what follows line i on the left and line j on the right.</summary>
    private static int[,] CommonLengths(string[] left, string[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
