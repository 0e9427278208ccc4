using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AssemblyBot.Storage.Sql;

/// <summary>The form of what is stored as JSON: settings, texts, schedules, summaries, messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(AssemblySettings))]
[JsonSerializable(typeof(LocalText))]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(Message))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    /// <exception cref="StoreException">The text is not what this program writes.</exception>
    public static T Read<T>(string json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new StoreException(
                $"the store holds a {typeof(T).Name} that cannot be read ({exception.Message}); restore a backup", exception);
        }
    }
}
