namespace AssemblyBot.Testing.Discord.Schema;

/// <summary>One operation of the official document: a method on a path, with what it takes and gives.</summary>
internal sealed record Operation
{
    /// <summary>The document's name for it, such as <c>create_interaction_response</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Such as <c>/channels/{channel_id}/messages</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The names of the path's variables, in their order.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>What the variables must be, by name.</summary>
    public required IReadOnlyDictionary<string, JsonSchema> VariableSchemas { get; init; }

    /// <summary>What may stand behind the question mark, by name.</summary>
    public required IReadOnlyDictionary<string, JsonSchema> Query { get; init; }

    /// <summary>The body's schema by content type; empty: it takes none.</summary>
    public required IReadOnlyDictionary<string, JsonSchema> Bodies { get; init; }

    public required bool RequiresBody { get; init; }

    /// <summary>Whether it can be called only with the bot's token.</summary>
    public required bool RequiresToken { get; init; }

    public override string ToString() => $"{Method} {Path}";
}
