using System.Text.Json.Serialization;

namespace AssemblyBot.Discord.Gateway;

/// <summary>What <see cref="FileSessionShelf"/> writes.</summary>
internal sealed record SessionFile(int Version, DateTimeOffset SavedAt, GatewaySession[]? Sessions);

/// <summary>How it looks in JSON; generated, without reflection.</summary>
[JsonSerializable(typeof(SessionFile))]
internal sealed partial class SessionJson : JsonSerializerContext;
