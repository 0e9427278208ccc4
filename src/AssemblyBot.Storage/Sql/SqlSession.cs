using System.Data.Common;

namespace AssemblyBot.Storage.Sql;

/// <summary>One open connection with the statements it has prepared. Used by one caller at a time.</summary>
internal sealed class SqlSession(DbConnection connection, SqlDialect dialect) : IAsyncDisposable
{
    // Every text is a constant, so that the same text is the same object.
    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Sql, uint Nulls), DbCommand> _commandsWithNulls = [];
    private DbTransaction? _transaction;
    private IDisposable? _kept;

    /// <summary>The connection, for what only its dialect can do.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction that was begun last; null when there is none.</summary>
    public DbTransaction? Transaction => _transaction;

    /// <summary>What the database speaks.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>The name of the transaction that was begun last, by which its end can be asked for; null: it has none.</summary>
    public string? TransactionName { get; set; }

    /// <summary>
    /// Starts a transaction; what runs from now on is part of it. It keeps other writers out from
    /// <see cref="KeepOthersOutAsync"/> on, or before.
    /// </summary>
    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        TransactionName = null;
        return _transaction = await connection.BeginTransactionAsync(dialect.Isolation, cancellationToken);
    }

    /// <summary>Keeps other writers out of the transaction.</summary>
    public async Task KeepOthersOutAsync(CancellationToken cancellationToken) =>
        TransactionName = await dialect.KeepOthersOutAsync(this, cancellationToken);

    /// <summary>
    /// The command for a text, with its parameters set. The parameters' names and order belong to the text: they are the
    /// same at each call. The command is reused: its reader is closed before the next call with the same text.
    /// </summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var nulls = dialect.TellsNullsApart ? NullsOf(parameters) : 0;
        DbCommand? command;
        if (nulls == 0)
        {
            if (!_commands.TryGetValue(sql, out command))
                _commands.Add(sql, command = Create(sql, parameters));
        }
        else if (!_commandsWithNulls.TryGetValue((sql, nulls), out command))
        {
            _commandsWithNulls.Add((sql, nulls), command = Create($"{sql}\n-- null: {nulls:x}", parameters));
        }

        command.Transaction = _transaction;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    /// <summary>What its dialect keeps for as long as the connection is open; made when it is first asked for.</summary>
    public T Keep<T>(Func<SqlSession, T> create)
        where T : class, IDisposable => (T)(_kept ??= create(this));

    /// <summary>Forgets a transaction that has ended.</summary>
    public void End() => _transaction = null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _kept?.Dispose();
        foreach (var command in _commands.Values.Concat(_commandsWithNulls.Values))
            await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static uint NullsOf(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var nulls = 0u;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Value is null)
                nulls |= 1u << i;
        }

        return nulls;
    }

    private DbCommand Create(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, _) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
