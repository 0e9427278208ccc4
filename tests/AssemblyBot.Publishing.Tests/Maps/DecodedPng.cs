using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AssemblyBot.Publishing.Tests.Maps;

/// <summary>A PNG file of 8 bits for red, green and blue, read back strictly; the checksums are worked out bit by bit.</summary>
internal sealed class DecodedPng
{
    private readonly byte[] _pixels;

    private DecodedPng(int width, int height, byte[] pixels) => (Width, Height, _pixels) = (width, height, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The colour of a pixel as 0xRRGGBB.</summary>
    public int this[int x, int y]
    {
        get
        {
            var at = ((y * Width) + x) * 3;
            return (_pixels[at] << 16) | (_pixels[at + 1] << 8) | _pixels[at + 2];
        }
    }

    public int Count(int colour) => Enumerable.Range(0, Height).Sum(y => Enumerable.Range(0, Width).Count(x => this[x, y] == colour));

    public static DecodedPng Read(ReadOnlySpan<byte> file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8].ToArray());
        var (names, header, data) = (new List<string>(), Array.Empty<byte>(), new MemoryStream());
        for (var rest = file[8..]; rest.Length > 0;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var name = Encoding.ASCII.GetString(rest.Slice(4, 4));
            var body = rest.Slice(8, length);
            Assert.Equal(Crc(rest.Slice(4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]));
            names.Add(name);
            if (name == "IHDR")
                header = body.ToArray();
            if (name == "IDAT")
                data.Write(body);
            rest = rest[(12 + length)..];
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], names);
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        data.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        return new(width, height, Unfilter(inflated.ToArray(), width, height));
    }

    private static byte[] Unfilter(byte[] rows, int width, int height)
    {
        Assert.Equal(height * ((width * 3) + 1), rows.Length);
        return [.. rows.Chunk((width * 3) + 1).SelectMany(row =>
        {
            Assert.Equal(0, row[0]);
            return row[1..];
        })];
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var rest = uint.MaxValue;
        foreach (var value in data)
        {
            rest ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                rest = (rest & 1) == 0 ? rest >> 1 : (rest >> 1) ^ 0xEDB88320;
            }
        }

        return ~rest;
    }
}
