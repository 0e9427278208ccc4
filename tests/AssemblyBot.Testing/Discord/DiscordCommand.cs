using System.Text.Json;

namespace AssemblyBot.Testing.Discord;

/// <summary>A command that the bot registered.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Guild">The server it is for; null: everywhere.</param>
/// <param name="Definition">What the bot sent.</param>
public sealed record DiscordCommand(ulong Id, ulong? Guild, JsonElement Definition)
{
    public string Name => Definition.GetProperty("name").GetString()!;

    public string Description => Definition.TryGetProperty("description", out var text) ? text.GetString() ?? "" : "";

    /// <summary>The names of its subcommands, in their order.</summary>
    public IReadOnlyList<string> Subcommands => Options(Definition).Where(option => Type(option) == 1).Select(NameOf).ToArray();

    /// <summary>What a member must be allowed to see it, a set of bits; null: nothing.</summary>
    public ulong? DefaultPermissions
        => !Definition.TryGetProperty("default_member_permissions", out var bits) ? null
            : bits.ValueKind switch
            {
                JsonValueKind.String => ulong.Parse(bits.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
                JsonValueKind.Number => bits.GetUInt64(),
                _ => null,
            };

    /// <summary>Whether it is offered in private channels with the bot.</summary>
    public bool IsInPrivate => Guild is null
        && (Definition.TryGetProperty("contexts", out var contexts) && contexts.ValueKind == JsonValueKind.Array
            ? contexts.EnumerateArray().Any(context => context.GetInt32() == 1)
            : !Definition.TryGetProperty("dm_permission", out var allowed) || allowed.ValueKind != JsonValueKind.False);

    internal static IEnumerable<JsonElement> Options(JsonElement of)
        => of.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array ? options.EnumerateArray() : [];

    internal static int Type(JsonElement option) => option.GetProperty("type").GetInt32();

    internal static string NameOf(JsonElement option) => option.GetProperty("name").GetString()!;
}
