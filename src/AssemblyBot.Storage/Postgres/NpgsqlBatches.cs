using Npgsql;

namespace AssemblyBot.Storage.Postgres;

/// <summary>Several statements on one journey, each with lists of values for parameters.</summary>
internal static class NpgsqlBatches
{
    /// <summary>A parameter with a list of values.</summary>
    public static NpgsqlParameter<T[]> Of<T>(IEnumerable<T> values) => Of<T>([.. values]);

    /// <inheritdoc cref="Of{T}(IEnumerable{T})"/>
    public static NpgsqlParameter<T[]> Of<T>(T[] values) => new() { TypedValue = values };

    /// <summary>A parameter.</summary>
    public static NpgsqlParameter<long> Of(long value) => new() { TypedValue = value };

    /// <inheritdoc cref="Of(long)"/>
    public static NpgsqlParameter<string> Of(string value) => new() { TypedValue = value };

    /// <summary>Adds a statement.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
