using static AssemblyBot.Storage.LiteDb.Pages.PageHeader;

namespace AssemblyBot.Storage.LiteDb.Pages;

/// <summary>
/// A file of LiteDB, page by page, without a buffer: what is flushed is on disk, what is read is as it was written.
/// LiteDB itself neither syncs its log nor notices a page that changed on the disk.
/// </summary>
/// <remarks>It is never used by two threads at once.</remarks>
internal class PageFile(string path, FileMode mode) : Stream
{
    private readonly FileStream _file = PrivateFiles.Open(path, mode, FileShare.ReadWrite | FileShare.Delete);
    private readonly byte[] _page = new byte[PageSize];
    private long _position;

    /// <summary>The longest it may become; null: as long as fits on the disk. Lets a test fill a disk.</summary>
    public long? LengthLimit { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => RandomAccess.GetLength(_file.SafeFileHandle);

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Whether a page is to be taken that does not fit its check.</summary>
    /// <remarks>The pages of a log are checked when the store is opened: only those of the last moment may be torn.</remarks>
    protected virtual bool TakesAnyPage => false;

    /// <summary>Reads one page.</summary>
    /// <exception cref="InvalidDataException">It is not there, or not as it was written.</exception>
    public override int Read(Span<byte> buffer)
    {
        Expect(buffer.Length);
        var length = ReadPage(_position, buffer);
        if (length < PageSize)
            throw new InvalidDataException($"it ends before page {_position / PageSize}");
        if (!TakesAnyPage && !IsSealed(buffer))
            throw new InvalidDataException($"page {_position / PageSize} is not as it was written");
        _position += PageSize;
        return PageSize;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, Math.Min(count, PageSize)));

    /// <summary>Reads what there is of a page, whatever it holds; how many bytes it were.</summary>
    public int ReadPage(long position, Span<byte> page)
    {
        var length = 0;
        while (length < page.Length && RandomAccess.Read(_file.SafeFileHandle, page[length..], position + length) is > 0 and var read)
            length += read;
        return length;
    }

    /// <summary>Writes one page.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Expect(buffer.Length);
        buffer.CopyTo(_page);
        WritePage(_page);
        _position += PageSize;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Returns when all that was written is on disk.</summary>
    public override void Flush() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

    /// <summary>Cuts the file, or makes it longer; returns when that is on disk, for what is written next must not be followed by what was cut off.</summary>
    public override void SetLength(long value)
    {
        RandomAccess.SetLength(_file.SafeFileHandle, value);
        Flush();
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("pages have places");

    /// <summary>Writes a page, which may be changed, at the position.</summary>
    protected virtual void WritePage(Span<byte> page) => WriteSealed(page);

    /// <summary>Writes a page with its check at the position.</summary>
    protected void WriteSealed(Span<byte> page)
    {
        Seal(page);
        WriteBytes(page);
    }

    /// <summary>Writes the first bytes of a page, or all of them, at the position.</summary>
    protected void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (_position + bytes.Length > LengthLimit)
            throw new IOException("no space left on the device (a limit of a test)");
        RandomAccess.Write(_file.SafeFileHandle, bytes, _position);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private static void Expect(int length)
    {
        if (length != PageSize)
            throw new NotSupportedException($"LiteDB 5.0.21 reads and writes pages of {PageSize} bytes; this were {length}");
    }
}
