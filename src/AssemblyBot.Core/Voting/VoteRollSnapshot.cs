using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AssemblyBot.Core.Voting;

/// <summary>
/// The votes of an assembly as bytes: a version; how many people there are; for each of them, in the order of their numbers,
/// the distance to the number before, how many votes, and these in the order in which they were cast; at the end a checksum.
/// Numbers are LEB128.
/// </summary>
internal static class VoteRollSnapshot
{
    private const byte Version = 1;
    private const int ChecksumLength = 16;

    public static byte[] Write(long head, BallotBox ballots)
    {
        var bytes = new List<byte>(1 << 16) { Version };
        Put(bytes, (ulong)ballots.Ballots);
        var last = 0L;
        for (var page = 0; page < ballots.Pages; page++)
        {
            foreach (var participant in ballots.OnPage(page))
            {
                Put(bytes, (ulong)(participant - last));
                last = participant;
                var votes = ballots.Of(participant);
                Put(bytes, (ulong)votes.Length);
                foreach (var packed in votes)
                    Put(bytes, (ulong)packed);
            }
        }

        var body = bytes.ToArray();
        return [.. body, .. ChecksumOf(head, body)];
    }

    /// <summary>The votes; null when it is of another version, or is not what was written.</summary>
    public static (BallotBox Ballots, int Votes)? TryRead(long head, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= ChecksumLength || bytes[0] != Version)
            return null;
        var body = bytes[..^ChecksumLength];
        if (!ChecksumOf(head, body).AsSpan().SequenceEqual(bytes[^ChecksumLength..]))
            return null;

        var rest = body[1..];
        var (ballots, votes, participant) = (new BallotBox(), 0, 0L);
        for (var people = Next(ref rest); people > 0; people--)
        {
            participant += (long)Next(ref rest);
            for (var count = Next(ref rest); count > 0; count--, votes++)
                ballots.Add(participant, (int)Next(ref rest));
        }

        return (ballots, votes);
    }

    private static byte[] ChecksumOf(long head, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, head);
        hash.AppendData(number);
        hash.AppendData(body);
        return hash.GetHashAndReset()[..ChecksumLength];
    }

    private static void Put(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }

    private static ulong Next(ref ReadOnlySpan<byte> bytes)
    {
        var (number, shift, at) = (0UL, 0, 0);
        while (true)
        {
            var next = bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
            shift += 7;
        }

        bytes = bytes[at..];
        return number;
    }
}
