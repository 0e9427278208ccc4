using System.Numerics;

namespace AssemblyBot.Core.Voting;

/// <summary>
/// Ballots by participant, packed: 3 bytes a vote and 8 a participant, with a tenth to spare in each ballot and at most a
/// quarter between them. Not for several threads at once.
/// </summary>
internal sealed class BallotBox
{
    /// <summary>The highest number of a statement.</summary>
    public const int MostStatements = (1 << 20) - 1;

    private const int VoteLength = 3;
    private const int PageBits = 10;
    private const int FieldBits = 20;
    private const int FieldMask = (1 << FieldBits) - 1;
    private const int VotesPerChunk = 16_384;

    /// <summary>A slot for each participant: the chunk, where in it, and how many votes; 0: none.</summary>
    private readonly List<ulong[]?> _pages = [];
    private readonly Dictionary<int, Stack<ulong>> _free = [];
    private List<byte[]> _chunks = [];
    private int _used = VotesPerChunk;

    // In votes: what ballots take, and what lies between them.
    private long _taken;
    private long _wasted;

    /// <summary>How many participants have a vote.</summary>
    public int Ballots { get; private set; }

    /// <summary>How many pages of participants there are; see <see cref="OnPage"/>.</summary>
    public int Pages => _pages.Count;

    /// <summary>A participant's votes in the order in which they were cast, packed as <see cref="Ballot.Pack"/> does.</summary>
    public int[] Of(long participant)
    {
        var slot = SlotOf(participant);
        var votes = new int[CountOf(slot)];
        for (var i = 0; i < votes.Length; i++)
            votes[i] = Read(slot, i);
        return votes;
    }

    /// <summary>How many votes a participant has.</summary>
    public int CountOf(long participant) => CountOf(SlotOf(participant));

    /// <summary>The participants of a page who have votes, in their order.</summary>
    public IEnumerable<long> OnPage(int page)
    {
        if (_pages[page] is not { } slots)
            yield break;
        for (var i = 0; i < slots.Length; i++)
        {
            if (CountOf(slots[i]) > 0)
                yield return ((long)page << PageBits) + i;
        }
    }

    /// <summary>Puts a vote at the end of a ballot.</summary>
    public void Add(long participant, int packed)
    {
        ref var slot = ref Find(participant);
        var count = CountOf(slot);
        if (count == CapacityFor(count))
            slot = Move(slot, count, CapacityFor(count + 1));
        Write(slot, count, packed);
        slot++;
        if (count == 0)
            Ballots++;
        if (_wasted > (_taken / 4) + VotesPerChunk)
            Compact();
    }

    /// <summary>Takes the vote on a statement out of a ballot; whether there was one.</summary>
    public bool Remove(long participant, int statement)
    {
        if (CountOf(participant) == 0)
            return false;
        ref var slot = ref Find(participant);
        var count = CountOf(slot);
        var at = 0;
        while (at < count && Read(slot, at) >> 2 != statement)
            at++;
        if (at == count)
            return false;

        var bytes = BytesOf(slot);
        bytes[((at + 1) * VoteLength)..(count * VoteLength)].CopyTo(bytes[(at * VoteLength)..]);
        slot--;
        if (CapacityFor(count - 1) < CapacityFor(count))
            slot = Move(slot, count - 1, CapacityFor(count - 1), CapacityFor(count));
        if (count == 1)
            Ballots--;
        return true;
    }

    // 2, 4, 6, 8, 10 … 16, 20 … 32, 40 …: never more than a quarter too large.
    private static int CapacityFor(int count)
    {
        if (count == 0)
            return 0;
        var step = Math.Max(2, (1 << BitOperations.Log2((uint)Math.Max(1, count - 1))) / 4);
        return (count + step - 1) / step * step;
    }

    private static int CountOf(ulong slot) => (int)(slot & FieldMask);

    private ulong SlotOf(long participant)
    {
        var page = (int)(participant >> PageBits);
        return page < _pages.Count && _pages[page] is { } slots ? slots[participant & ((1 << PageBits) - 1)] : 0;
    }

    private ref ulong Find(long participant)
    {
        var page = checked((int)(participant >> PageBits));
        while (_pages.Count <= page)
            _pages.Add(null);
        var slots = _pages[page] ??= new ulong[1 << PageBits];
        return ref slots[participant & ((1 << PageBits) - 1)];
    }

    private ulong Move(ulong slot, int count, int capacity) => Move(slot, count, capacity, CapacityFor(count));

    /// <summary>Brings a ballot to a place of another size, and gives the old one back.</summary>
    private ulong Move(ulong slot, int count, int capacity, int from)
    {
        var place = capacity == 0 ? 0 : Take(capacity) | (uint)count;
        if (count > 0)
            BytesOf(slot)[..(count * VoteLength)].CopyTo(BytesOf(place));
        if (from > 0)
            FreeOf(from).Push(slot & ~(ulong)FieldMask);
        _taken += capacity - from;
        _wasted += from;
        return place;
    }

    /// <summary>Moves the ballots together: they grow, and leave small places that nobody takes any more.</summary>
    private void Compact()
    {
        var before = _chunks;
        (_chunks, _used, _wasted) = ([], VotesPerChunk, 0);
        _free.Clear();
        foreach (var slots in _pages.OfType<ulong[]>())
        {
            for (var i = 0; i < slots.Length; i++)
            {
                if (CountOf(slots[i]) is not (> 0 and var count))
                    continue;
                var place = Take(CapacityFor(count)) | (uint)count;
                BytesOf(before, slots[i])[..(count * VoteLength)].CopyTo(BytesOf(place));
                slots[i] = place;
            }
        }
    }

    private ulong Take(int capacity)
    {
        if (FreeOf(capacity).TryPop(out var free))
        {
            _wasted -= capacity;
            return free;
        }

        if (_used + capacity > VotesPerChunk)
        {
            _chunks.Add(new byte[Math.Max(VotesPerChunk, capacity) * VoteLength]);
            _used = 0;
        }

        var place = ((ulong)(_chunks.Count - 1) << (2 * FieldBits)) | ((ulong)_used << FieldBits);
        _used += capacity;
        return place;
    }

    private Stack<ulong> FreeOf(int capacity) =>
        _free.TryGetValue(capacity, out var free) ? free : _free[capacity] = new Stack<ulong>();

    private Span<byte> BytesOf(ulong slot) => BytesOf(_chunks, slot);

    private static Span<byte> BytesOf(List<byte[]> chunks, ulong slot) =>
        chunks[(int)(slot >> (2 * FieldBits))].AsSpan((int)((slot >> FieldBits) & FieldMask) * VoteLength);

    private int Read(ulong slot, int index)
    {
        var bytes = BytesOf(slot).Slice(index * VoteLength, VoteLength);
        return bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
    }

    private void Write(ulong slot, int index, int packed)
    {
        var bytes = BytesOf(slot).Slice(index * VoteLength, VoteLength);
        (bytes[0], bytes[1], bytes[2]) = ((byte)packed, (byte)(packed >> 8), (byte)(packed >> 16));
    }
}
