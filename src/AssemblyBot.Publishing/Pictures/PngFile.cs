using System.Buffers.Binary;
using System.IO.Compression;

namespace AssemblyBot.Publishing.Pictures;

/// <summary>Writes a picture of 8 bits a colour as PNG (ISO/IEC 15948).</summary>
internal static class PngFile
{
    private const int Channels = 3;
    private const byte Rgb = 2;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate(
        (uint)value, (rest, _) => (rest & 1) == 0 ? rest >> 1 : 0xEDB88320 ^ (rest >> 1)))];

    /// <param name="pixels">Red, green and blue of each pixel, row by row from the top.</param>
    /// <param name="width">The pixels in a row.</param>
    /// <exception cref="ArgumentException">The pixels make no whole rows.</exception>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width)
    {
        var row = width * Channels;
        if (pixels.Length == 0 || pixels.Length % row != 0)
            throw new ArgumentException($"{pixels.Length} bytes are no rows of {row}", nameof(pixels));

        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, Rgb, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / row);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, row));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int row)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal))
        {
            for (var start = 0; start < pixels.Length; start += row)
            {
                // Every row says how it was filtered: not at all, since flat colours repeat as they are.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(start, row));
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, name), data));
        file.Write(number);
    }

    /// <summary>CRC-32 before its last inversion.</summary>
    private static uint Checksum(uint rest, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            rest = Remainders[(byte)(rest ^ value)] ^ (rest >> 8);
        return rest;
    }
}
