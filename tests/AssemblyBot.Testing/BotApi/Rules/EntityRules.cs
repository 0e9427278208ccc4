using System.Text.Json;

namespace AssemblyBot.Testing.BotApi.Rules;

/// <summary>Reads entities that a bot sends beside its text instead of markup in it.</summary>
internal static class EntityRules
{
    /// <exception cref="RuleException">An entity lies outside the text.</exception>
    public static IReadOnlyList<FakeEntity> Read(JsonElement? entities, int textLength)
    {
        if (entities is not { } list)
        {
            return [];
        }

        var read = new List<FakeEntity>();
        foreach (var entity in list.EnumerateArray())
        {
            var offset = entity.GetProperty("offset").GetInt32();
            var length = entity.GetProperty("length").GetInt32();
            if (offset < 0 || length < 1 || offset + length > textLength)
            {
                throw new RuleException($"Bad Request: ENTITY_BOUNDS_INVALID: {offset}+{length} in a text of {textLength} UTF-16 units");
            }

            read.Add(new FakeEntity(entity.GetProperty("type").GetString()!, offset, length, Optional(entity, "url"), Optional(entity, "language")));
        }

        return read;
    }

    private static string? Optional(JsonElement entity, string property)
        => entity.TryGetProperty(property, out var value) ? value.GetString() : null;
}
