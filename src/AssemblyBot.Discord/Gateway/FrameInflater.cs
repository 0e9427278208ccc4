using System.Buffers;
using System.IO.Compression;

namespace AssemblyBot.Discord.Gateway;

/// <summary>Puts the messages of a connection together: plain ones as they are, and those of the one zlib stream inflated.</summary>
/// <remarks>A message that is too long is counted through, so that the stream stays in step, but not kept.</remarks>
internal sealed class FrameInflater : IDisposable
{
    /// <summary>The longest message that is kept, in bytes.</summary>
    public const int LongestMessage = 4 * 1024 * 1024;

    /// <summary>A message this long, in bytes, is an attack or an error of the stream.</summary>
    public const int LongestEver = 64 * 1024 * 1024;

    private const uint EndOfFlush = 0x0000FFFF;
    private const int UsualSize = 32 * 1024;

    private readonly Feed _feed = new();
    private readonly ZLibStream _stream;
    private byte[] _message = ArrayPool<byte>.Shared.Rent(UsualSize);
    private int _length;
    private int _dropped;
    private uint _tail;

    public FrameInflater() => _stream = new ZLibStream(_feed, CompressionMode.Decompress);

    /// <summary>The message as it is so far.</summary>
    public ReadOnlyMemory<byte> Message => _message.AsMemory(0, _length);

    /// <summary>Whether the message was too long to be kept.</summary>
    public bool IsTooLong => _dropped > 0;

    /// <summary>Whether the compressed message has come to its end.</summary>
    public bool IsFlushed => _tail == EndOfFlush;

    /// <summary>Forgets the message, for the next one.</summary>
    public void Clear()
    {
        (_length, _dropped) = (0, 0);
        if (_message.Length > UsualSize * 8)
        {
            ArrayPool<byte>.Shared.Return(_message);
            _message = ArrayPool<byte>.Shared.Rent(UsualSize);
        }
    }

    /// <summary>Adds a piece of plain text.</summary>
    /// <exception cref="InvalidDataException">The message is far too long.</exception>
    public void Add(ReadOnlySpan<byte> text)
    {
        MakeRoom(text.Length);
        var kept = Math.Min(text.Length, _message.Length - _length);
        text[..kept].CopyTo(_message.AsSpan(_length));
        _length += kept;
        Drop(text.Length - kept);
    }

    /// <summary>Adds a piece of the compressed stream.</summary>
    /// <exception cref="InvalidDataException">It is no such stream, or the message is far too long.</exception>
    public void Inflate(ReadOnlyMemory<byte> piece)
    {
        foreach (var one in piece.Span.Length >= 4 ? piece.Span[^4..] : piece.Span)
            _tail = (_tail << 8) | one;
        _feed.Piece = piece;
        Span<byte> waste = stackalloc byte[1024];
        while (true)
        {
            MakeRoom(1024);
            var isFull = _length == _message.Length;
            var read = _stream.Read(isFull ? waste : _message.AsSpan(_length));
            if (read == 0)
                break;
            if (isFull)
                Drop(read);
            else
                _length += read;
        }

        if (!_feed.Piece.IsEmpty)
            throw new InvalidDataException("the stream has ended before the connection");
    }

    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(_message);
        _message = [];
    }

    private void MakeRoom(int more)
    {
        var wanted = Math.Min(_length + more, LongestMessage);
        if (_message.Length >= wanted)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, _message.Length * 2));
        _message.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_message);
        _message = larger;
    }

    private void Drop(int count)
    {
        _dropped += count;
        if (_dropped > LongestEver)
            throw new InvalidDataException("a message is far too long");
    }

    /// <summary>Gives the piece in hand, then nothing until there is another.</summary>
    private sealed class Feed : Stream
    {
        public ReadOnlyMemory<byte> Piece { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, Piece.Length);
            Piece.Span[..count].CopyTo(buffer);
            Piece = Piece[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
