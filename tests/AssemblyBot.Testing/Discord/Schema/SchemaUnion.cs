using System.Text.Json;

namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>The branches of <c>oneOf</c> or <c>anyOf</c>; where each names its own values of <c>type</c>, that property picks the branch.</summary>
internal sealed class SchemaUnion(IReadOnlyList<JsonSchema> branches, bool exactlyOne)
{
    private readonly Lazy<(SchemaValues? Constants, Dictionary<long, JsonSchema>? ByType)> _shape = new(() => (Constants(branches), ByType(branches)));

    public bool Check(JsonElement value, SchemaCheck check)
    {
        var (constants, byType) = _shape.Value;
        if (constants is not null)
        {
            return constants.Check(value, check);
        }

        if (byType is null || value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.Number || !type.TryGetInt64(out var number))
        {
            return Try(value, check);
        }

        if (byType.TryGetValue(number, out var only))
        {
            return only.Check(value, check);
        }

        check.Enter("type");
        check.Fail("UNION_TYPE_CHOICES", byType, static types => $"Value of field \"type\" must be one of ({string.Join(", ", types.Keys.Order())}).");
        check.Leave();
        return false;
    }

    /// <summary>Tries all; of several good branches of <c>anyOf</c> the one that leaves the fewest properties unknown counts.</summary>
    private bool Try(JsonElement value, SchemaCheck check)
    {
        JsonSchema? best = null;
        var nearest = branches[0];
        var (good, fewestUnknown, fewestProblems) = (0, int.MaxValue, int.MaxValue);
        foreach (var branch in branches)
        {
            var (isGood, problems, unknown) = check.Try(branch, value);
            good += isGood ? 1 : 0;
            if (isGood && unknown < fewestUnknown)
            {
                (best, fewestUnknown) = (branch, unknown);
            }
            else if (!isGood && !branch.IsNullOnly() && problems < fewestProblems)
            {
                (nearest, fewestProblems) = (branch, problems);
            }
        }

        return good > 1 && exactlyOne
            ? check.Fail("UNION_TYPE_CHOICES", good, static count => $"{count} of the forms fit where one is due.")
            : (best ?? nearest).Check(value, check);
    }

    private static SchemaValues? Constants(IReadOnlyList<JsonSchema> branches)
        => branches.All(branch => branch is { Values: not null, Types: SchemaTypes.None, Target: null, Object: null, AllOf.Count: 0 })
            ? new SchemaValues(branches.SelectMany(branch => branch.Values!.All))
            : null;

    private static Dictionary<long, JsonSchema>? ByType(IReadOnlyList<JsonSchema> branches)
    {
        var byType = new Dictionary<long, JsonSchema>();
        foreach (var branch in branches.Where(branch => !branch.IsNullOnly()))
        {
            if (branch.Resolved().Object?.Properties.GetValueOrDefault("type")?.Values?.Numbers is not { } numbers
                || numbers.Any(number => !byType.TryAdd(number, branch)))
            {
                return null;
            }
        }

        return byType.Count > 0 ? byType : null;
    }
}
