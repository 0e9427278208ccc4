using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace AssemblyBot.Storage.Whole;

/// <summary>Copies one store into another, of whatever kinds, and looks whether the copy is the same.</summary>
public static class StoreCopy
{
    /// <summary>
    /// Fills <paramref name="target"/> with what <paramref name="source"/> holds, then reads it back and compares row by
    /// row, in whatever order. <paramref name="progress"/> is told how many rows were written or read.
    /// </summary>
    /// <exception cref="StoreException">The target could not be filled, or holds something else now; the message says so.</exception>
    public static async Task<long> RunAsync(
        IWholeStore source, IWholeStore target, bool overwrite, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var given = new Tables();
        using var taken = new Tables();
        await target.FillAsync(given.WatchAsync(source.ReadRowsAsync(cancellationToken), progress, 0, cancellationToken), overwrite, cancellationToken);
        await foreach (var row in taken.WatchAsync(target.ReadRowsAsync(cancellationToken), progress, given.Rows, cancellationToken))
            _ = row;

        if (given.Difference(taken) is { } table)
        {
            throw new StoreException(
                $"the copy in {target.Name} is not the same as {source.Name}: its table {table} differs; do not use the copy");
        }

        return given.Rows;
    }

    /// <summary>How many rows went by, and a sum by which two sets of rows can be told apart, for each table.</summary>
    private sealed class Tables : IDisposable
    {
        private readonly Dictionary<StoredTable, (long Rows, UInt128 Sum)> _tables = new(ReferenceEqualityComparer.Instance);
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Rows { get; private set; }

        public async IAsyncEnumerable<StoredRow> WatchAsync(
            IAsyncEnumerable<StoredRow> rows, IProgress<long>? progress, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                Add(row);
                if (++Rows % 1000 == 0)
                    progress?.Report(before + Rows);
                yield return row;
            }

            progress?.Report(before + Rows);
        }

        /// <summary>The name of the first table that differs. Counters may be further on, and leases are over in a copy.</summary>
        public string? Difference(Tables other) => StoredTable.All
            .Where(table => table != StoredTable.Counter && table != StoredTable.Lease)
            .FirstOrDefault(table => _tables.GetValueOrDefault(table) != other._tables.GetValueOrDefault(table))?.Name;

        public void Dispose() => _hash.Dispose();

        private void Add(StoredRow row)
        {
            var (rows, sum) = _tables.GetValueOrDefault(row.Table);
            _tables[row.Table] = (rows + 1, unchecked(sum + HashOf(row.Values)));
        }

        private UInt128 HashOf(object?[] values)
        {
            Span<byte> head = stackalloc byte[9];
            foreach (var value in values)
            {
                var bytes = value switch { string text => Encoding.UTF8.GetBytes(text), byte[] given => given, _ => [] };
                head[0] = value switch { null => 0, string => 1, byte[] => 2, _ => 3 };
                BinaryPrimitives.WriteInt64LittleEndian(head[1..], value is long number ? number : bytes.Length);
                _hash.AppendData(head);
                _hash.AppendData(bytes);
            }

            Span<byte> digest = stackalloc byte[32];
            _hash.GetHashAndReset(digest);
            return BinaryPrimitives.ReadUInt128LittleEndian(digest);
        }
    }
}
