using System.Buffers;
using System.IO.Pipelines;

namespace AssemblyBot.Testing;

/// <summary>A connection whose bytes are counted.</summary>
internal sealed class CountingPipe(IDuplexPipe inner, WireCount count) : IDuplexPipe
{
    public PipeReader Input { get; } = new CountingReader(inner.Input, count);

    public PipeWriter Output { get; } = new CountingWriter(inner.Output, count);

    private sealed class CountingReader(PipeReader inner, WireCount count) : PipeReader
    {
        private ReadOnlySequence<byte> _buffer;

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            count.Receive(_buffer.Slice(0, consumed).Length);
            _buffer = default;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var result = await inner.ReadAsync(cancellationToken);
            _buffer = result.Buffer;
            return result;
        }

        public override bool TryRead(out ReadResult result)
        {
            var isRead = inner.TryRead(out result);
            _buffer = isRead ? result.Buffer : _buffer;
            return isRead;
        }
    }

    private sealed class CountingWriter(PipeWriter inner, WireCount count) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            count.Send(bytes);
            inner.Advance(bytes);
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            count.Send(source.Length);
            return inner.WriteAsync(source, cancellationToken);
        }
    }
}
