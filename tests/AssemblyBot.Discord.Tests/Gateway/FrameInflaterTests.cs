using System.IO.Compression;
using System.Text;
using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class FrameInflaterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16384)]
    public void One_stream_serves_a_whole_connection_in_pieces_of_any_size(int size)
    {
        using var server = new Deflater();
        using var inflater = new FrameInflater();
        foreach (var text in new[] { "hello", "", new string('x', 100_000), "{\"op\":11}", "añadir 🎉" })
        {
            var message = server.Deflate(text);
            for (var at = 0; at < message.Length; at += size)
            {
                Assert.True(at == 0 || !inflater.IsFlushed);
                inflater.Inflate(message.AsMemory(at, Math.Min(size, message.Length - at)));
            }

            Assert.True(inflater.IsFlushed);
            Assert.Equal(text, Encoding.UTF8.GetString(inflater.Message.Span));
            inflater.Clear();
        }
    }

    [Fact]
    public void A_message_that_is_too_long_is_dropped_and_the_next_one_is_read()
    {
        using var server = new Deflater();
        using var inflater = new FrameInflater();

        inflater.Inflate(server.Deflate(new string('y', FrameInflater.LongestMessage * 2)));
        Assert.True(inflater.IsTooLong);
        Assert.InRange(inflater.Message.Length, 0, FrameInflater.LongestMessage * 2);
        inflater.Clear();

        inflater.Inflate(server.Deflate("next"));
        Assert.False(inflater.IsTooLong);
        Assert.Equal("next", Encoding.UTF8.GetString(inflater.Message.Span));
    }

    [Fact]
    public void A_bomb_ends_the_connection()
    {
        using var server = new Deflater();
        using var inflater = new FrameInflater();
        var bomb = server.Deflate(new string('z', FrameInflater.LongestEver + FrameInflater.LongestMessage + 8192));

        Assert.Throws<InvalidDataException>(() => inflater.Inflate(bomb));
    }

    [Fact]
    public void Rubbish_is_no_stream()
    {
        using var inflater = new FrameInflater();

        Assert.Throws<InvalidDataException>(() => inflater.Inflate(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 255, 255 }));
    }

    [Fact]
    public void A_stream_that_ends_before_the_connection_is_broken()
    {
        using var inflater = new FrameInflater();
        using var whole = new MemoryStream();
        using (var zlib = new ZLibStream(whole, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write("end"u8);

        Assert.Throws<InvalidDataException>(() =>
        {
            inflater.Inflate(whole.ToArray());
            inflater.Inflate(new byte[64]);
        });
    }

    [Fact]
    public void Plain_text_needs_no_inflating()
    {
        using var inflater = new FrameInflater();
        inflater.Add("ab"u8);
        inflater.Add("cd"u8);

        Assert.Equal("abcd", Encoding.UTF8.GetString(inflater.Message.Span));
    }

    private sealed class Deflater : IDisposable
    {
        private readonly MemoryStream _out = new();
        private readonly ZLibStream _zlib;

        public Deflater() => _zlib = new ZLibStream(_out, CompressionLevel.Fastest);

        public byte[] Deflate(string text)
        {
            _out.SetLength(0);
            _zlib.Write(Encoding.UTF8.GetBytes(text));
            _zlib.Flush();
            return _out.ToArray() is { Length: > 0 } message ? message : [0, 0, 0, 255, 255];
        }

        public void Dispose() => _zlib.Dispose();
    }
}
