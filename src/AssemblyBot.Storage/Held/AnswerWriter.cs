using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AssemblyBot.Storage.Held;

/// <summary>
/// Writes an answer, a line at a time: <c>+</c> and an item in JSON, as many as there are, then <c>.</c>; or <c>!</c> and
/// why there are none, or no more. An answer without either end was cut off.
/// </summary>
/// <param name="output">To whom.</param>
/// <param name="patience">How long whoever asked may take no more of it.</param>
internal sealed class AnswerWriter(PipeWriter output, TimeSpan patience)
{
    private const int FlushedAtOnce = 1 << 16;

    public async Task OneAsync<T>(ValueTask<T> item, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await AddAsync(await item, type, cancellationToken);

    public async Task EachAsync<T>(ValueTask<IReadOnlyList<T>> items, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        foreach (var item in await items)
            await AddAsync(item, type, cancellationToken);
    }

    public async Task EachAsync<T>(IAsyncEnumerable<T> items, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
            await AddAsync(item, type, cancellationToken);
    }

    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        output.Write(".\n"u8);
        return FlushAsync(cancellationToken);
    }

    public ValueTask RefuseAsync(string why, CancellationToken cancellationToken)
    {
        Write((byte)'!', why, HeldJson.Default.String);
        return FlushAsync(cancellationToken);
    }

    private ValueTask AddAsync<T>(T item, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        Write((byte)'+', item, type);
        return output.UnflushedBytes < FlushedAtOnce ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    private void Write<T>(byte mark, T item, JsonTypeInfo<T> type)
    {
        output.Write([mark]);
        using (var json = new Utf8JsonWriter(output))
            JsonSerializer.Serialize(json, item, type);
        output.Write("\n"u8);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stalled.CancelAfter(patience);
        await output.FlushAsync(stalled.Token);
    }
}
