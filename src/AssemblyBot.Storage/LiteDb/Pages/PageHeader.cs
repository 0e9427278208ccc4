using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AssemblyBot.Storage.LiteDb.Pages;

/// <summary>
/// What this program relies on in the first bytes of a page of LiteDB 5.0.21, and the check of its bytes that it adds in
/// one that LiteDB leaves alone.
/// </summary>
internal static class PageHeader
{
    /// <summary>The size of every page, in bytes.</summary>
    public const int PageSize = 8192;

    /// <summary>How many bytes the header has. They lie in one sector, so that a disk writes all of them or none.</summary>
    public const int Length = 32;

    private const int TypeOffset = 4;
    private const int TransactionOffset = 14;
    private const int ConfirmedOffset = 18;
    private const int CheckOffset = 31;
    private const int NameOffset = 32;
    private const int LastPageOffset = 64;
    private const int UserVersionOffset = 76;

    // Not 0, so that a page of zeros does not fit its check.
    private const byte CheckValue = 0xA5;

    /// <summary>The number of a page, and of its place in the data file.</summary>
    public static uint NumberOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    /// <summary>Whether a page is free to be used again.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> page) => page[TypeOffset] == 0;

    /// <summary>The number of the transaction that wrote a page of the log.</summary>
    public static uint TransactionOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[TransactionOffset..]);

    /// <summary>Whether a page of the log is the last of its transaction, which counts from when it is on disk.</summary>
    public static bool Confirms(ReadOnlySpan<byte> page) => page[ConfirmedOffset] != 0;

    /// <summary>Says whether a page of the log confirms its transaction, and makes the check fit again.</summary>
    public static void SetConfirms(Span<byte> page, bool confirms)
    {
        page[ConfirmedOffset] = confirms ? (byte)1 : (byte)0;
        Seal(page);
    }

    /// <summary>Makes a page of the log one of the data file: of no transaction.</summary>
    public static void Settle(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[TransactionOffset..], uint.MaxValue);
        SetConfirms(page, false);
    }

    /// <summary>Makes the check fit the page.</summary>
    public static void Seal(Span<byte> page)
    {
        page[CheckOffset] = 0;
        page[CheckOffset] = (byte)(Fold(page) ^ CheckValue);
    }

    /// <summary>Whether a page is as it was written: a change of any one byte shows.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> page) => Fold(page) == CheckValue;

    /// <summary>Whether the first page of a data file is LiteDB's.</summary>
    public static bool IsOfLiteDb(ReadOnlySpan<byte> page) => page[NameOffset..].StartsWith("** This is a LiteDB file **\u0008"u8);

    /// <summary>What the program that made a data file wrote into its first page.</summary>
    public static int UserVersionOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt32LittleEndian(page[UserVersionOffset..]);

    /// <summary>The number of the last page of a data file, from its first one.</summary>
    public static uint LastPageOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[LastPageOffset..]);

    /// <summary>The exclusive or of all bytes.</summary>
    private static byte Fold(ReadOnlySpan<byte> page)
    {
        var sum = Vector<ulong>.Zero;
        foreach (var words in MemoryMarshal.Cast<byte, Vector<ulong>>(page))
            sum ^= words;
        ulong word = 0;
        for (var i = 0; i < Vector<ulong>.Count; i++)
            word ^= sum[i];
        word ^= word >> 32;
        word ^= word >> 16;
        return (byte)(word ^ (word >> 8));
    }
}
