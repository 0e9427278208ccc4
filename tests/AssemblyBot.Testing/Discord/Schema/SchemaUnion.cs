using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The branches of <c>oneOf</c> or <c>anyOf</c>; where each names its own values of <c>type</c>, that property picks the branch.</summary>
internal sealed class SchemaUnion(IReadOnlyList<JsonSchema> branches, bool exactlyOne)
{
    private Dictionary<long, JsonSchema>? _byType;
    private bool _isSorted;

    public bool Check(JsonElement value, SchemaCheck check)
    {
        if (value.ValueKind == JsonValueKind.Object && ByType() is { } byType
            && value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt64(out var number))
        {
            if (byType.TryGetValue(number, out var only))
            {
                return only.Check(value, check);
            }

            check.Enter("type");
            var named = string.Join(", ", byType.Keys.Order());
            check.Fail("UNION_TYPE_CHOICES", $"Value of field \"type\" must be one of ({named}).");
            check.Leave();
            return false;
        }

        return Try(value, check);
    }

    /// <summary>Tries all; of several good branches of <c>anyOf</c> the one that leaves the fewest properties unknown counts.</summary>
    private bool Try(JsonElement value, SchemaCheck check)
    {
        var (problems, unknown) = (check.ProblemCount, check.UnknownCount);
        JsonSchema? best = null;
        var (good, fewest, nearest, nearestProblems) = (0, int.MaxValue, branches[0], int.MaxValue);
        foreach (var branch in branches)
        {
            if (branch.Check(value, check))
            {
                good++;
                if (check.UnknownCount - unknown < fewest)
                {
                    (best, fewest) = (branch, check.UnknownCount - unknown);
                }
            }
            else if (!branch.IsNullOnly() && check.ProblemCount - problems < nearestProblems)
            {
                (nearest, nearestProblems) = (branch, check.ProblemCount - problems);
            }

            check.Rewind(problems, unknown);
        }

        if (best is null)
        {
            return nearest.Check(value, check);
        }

        return good > 1 && exactlyOne
            ? check.Fail("UNION_TYPE_CHOICES", $"{good} of the forms fit where one is due.")
            : best.Check(value, check);
    }

    private Dictionary<long, JsonSchema>? ByType()
    {
        if (!Volatile.Read(ref _isSorted))
        {
            _byType = Sort();
            Volatile.Write(ref _isSorted, true);
        }

        return _byType;
    }

    private Dictionary<long, JsonSchema>? Sort()
    {
        var byType = new Dictionary<long, JsonSchema>();
        foreach (var branch in branches.Where(branch => !branch.IsNullOnly()))
        {
            if (branch.Resolved().Object?.Properties.GetValueOrDefault("type")?.Values is not { } values
                || values.Any(value => value.ValueKind != JsonValueKind.Number || !byType.TryAdd(value.GetInt64(), branch)))
            {
                return null;
            }
        }

        return byType.Count > 0 ? byType : null;
    }
}
