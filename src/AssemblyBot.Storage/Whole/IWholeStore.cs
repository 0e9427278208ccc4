namespace AssemblyBot.Storage.Whole;

/// <summary>
/// A store taken as a whole, by the operators' commands: examined, copied, and filled with the copy of another. Every
/// <see cref="IAssemblyStore"/> of this project is one.
/// </summary>
public interface IWholeStore
{
    /// <summary>Which store it is, in messages: its kind and where it is; holds no password.</summary>
    string Name { get; }

    /// <summary>The version of its schema.</summary>
    ValueTask<int> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks at what only the store itself can see: pages, indexes, references. What is wrong, a sentence each; empty: nothing.
    /// </summary>
    ValueTask<IReadOnlyList<string>> ExamineAsync(CancellationToken cancellationToken);

    /// <summary>Whether it holds nothing that anyone wrote: no assembly, no participant, no code.</summary>
    ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>How many rows <see cref="ReadRowsAsync"/> will bring, more or less: for a progress bar.</summary>
    ValueTask<long> CountRowsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Every row, all as of one moment, table by table in the order of <see cref="StoredTable.All"/>. Others write meanwhile.
    /// </summary>
    IAsyncEnumerable<StoredRow> ReadRowsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Fills the store with the rows of another, which come in the order of <see cref="ReadRowsAsync"/>: all of them or, with
    /// an exception, none. The catalogue's row replaces the one that is there, a counter stays where it is when it is
    /// further on, and leases are over. What the store holds is in the way, or with <paramref name="overwrite"/> it goes.
    /// </summary>
    /// <exception cref="StoreException">It could not be filled; it is as it was before.</exception>
    ValueTask FillAsync(IAsyncEnumerable<StoredRow> rows, bool overwrite, CancellationToken cancellationToken);
}
