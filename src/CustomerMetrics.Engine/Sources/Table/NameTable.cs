using System;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Distinct names (customer ids, group names) as UTF-8, numbered in the order they first came. Names that are counted up are found by an index, the others
/// by their hash. One thread adds names; others may look them up meanwhile, and do not find what is not added yet.
/// </summary>
internal sealed class NameTable
{
    /// <summary>How many names are worth warming at once.</summary>
    public const int WarmAtOnce = 64;

    // A table of so few names stays in the cache by itself.
    private const int SlotsInCache = 1 << 12;

    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[64];

    // The hash, so that growing reads no name, and one more than the number; zero is an empty slot.
    private ulong[] slots = new ulong[128];
    private int hashed;
    private NumberIndex? index;
    private int warmed;

    public int Count { get; private set; }

    /// <summary>What a name is looked up by.</summary>
    [MethodImpl(Hot.Path)]
    public NameKey KeyOf(ReadOnlySpan<byte> name) =>
        Volatile.Read(ref index)?.NumberOf(name) is { } number and >= 0 ? new(number, isNumber: true) : new((int)ByteHash.Compute(name), isNumber: false);

    /// <summary>The number of a name.</summary>
    [MethodImpl(Hot.Path)]
    public bool TryFind(ReadOnlySpan<byte> name, NameKey key, out int number)
    {
        if (key.IsNumber)
        {
            number = index!.Find(key.Value);
            return number >= 0;
        }

        var hash = (uint)key.Value;
        var table = Volatile.Read(ref slots);
        var mask = table.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = Volatile.Read(ref table[at]);
            number = (int)(uint)slot - 1;
            if (number < 0)
            {
                return false;
            }

            if ((uint)(slot >> 32) == hash && name.SequenceEqual(GetBytes(number)))
            {
                return true;
            }
        }
    }

    /// <summary>The numbers of names that are counted up; returns how many of the names are.</summary>
    /// <param name="keys">What the names are looked up by.</param>
    /// <param name="numbers">Takes the numbers; those of other names are left.</param>
    /// <param name="missing">Stands for a name that is not there.</param>
    [MethodImpl(Hot.Path)]
    public int FindCounted(ReadOnlySpan<NameKey> keys, Span<int> numbers, int missing)
    {
        var counted = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].IsNumber)
            {
                var number = index!.Find(keys[i].Value);
                numbers[i] = number < 0 ? missing : number;
                counted++;
            }
        }

        return counted;
    }

    /// <summary>The number of a name, a new one if it is new. Only one thread at a time may do this.</summary>
    [MethodImpl(Hot.Path)]
    public int GetOrAdd(ReadOnlySpan<byte> name)
    {
        if (index is null && Count == 0)
        {
            Volatile.Write(ref index, NumberIndex.Like(name));
        }

        var key = KeyOf(name);
        if (TryFind(name, key, out var number))
        {
            return number;
        }

        // A number beyond the index when it came is found by its hash, even when the index has grown since.
        var byHash = key.IsNumber ? new NameKey((int)ByteHash.Compute(name), isNumber: false) : key;
        return key.IsNumber && hashed > 0 && TryFind(name, byHash, out number) ? number : Add(name, key, byHash);
    }

    /// <summary>
    /// Brings what the look-ups of the next names will read into the processor's cache: loads for many names overlap, those for one wait for each other.
    /// An index needs one load, which overlap by themselves.
    /// </summary>
    [MethodImpl(Hot.Path)]
    public void Warm(ReadOnlySpan<NameKey> keys)
    {
        var table = Volatile.Read(ref slots);
        if (table.Length <= SlotsInCache)
        {
            return;
        }

        Span<int> places = stackalloc int[WarmAtOnce];
        var mask = table.Length - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = keys[i].IsNumber ? 0 : (int)(uint)Volatile.Read(ref table[keys[i].Value & mask]);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = places[i] == 0 ? 0 : ends[places[i] - 1];
        }

        var sum = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            sum += places[i] == 0 ? 0 : bytes[places[i] - 1];
        }

        // Kept, or the compiler would spare itself the loads.
        warmed = sum;
    }

    public ReadOnlySpan<byte> GetBytes(int number)
    {
        var start = number == 0 ? 0 : ends[number - 1];
        return bytes.AsSpan(start, ends[number] - start);
    }

    public string GetName(int number) => Encoding.UTF8.GetString(GetBytes(number));

    /// <summary>Lets go of what only adding needs.</summary>
    public void Freeze()
    {
        slots = [];
        index = null;
        Array.Resize(ref ends, Count);
        Array.Resize(ref bytes, Count == 0 ? 0 : ends[Count - 1]);
    }

    [MethodImpl(Hot.Path)]
    private int Add(ReadOnlySpan<byte> name, NameKey key, NameKey byHash)
    {
        var start = Count == 0 ? 0 : ends[Count - 1];
        if ((long)start + name.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Grow(bytes.Length, start + (long)name.Length));
        }

        if (Count == ends.Length)
        {
            Array.Resize(ref ends, Grow(ends.Length, Count + 1L));
        }

        name.CopyTo(bytes.AsSpan(start));
        ends[Count] = start + name.Length;
        Count++;
        if (key.IsNumber && index!.Takes(key.Value, Count))
        {
            index.Put(key.Value, Count - 1);
        }
        else
        {
            AddByHash((uint)byHash.Value);
        }

        return Count - 1;
    }

    private void AddByHash(uint hash)
    {
        if (++hashed > slots.Length / 3 * 2)
        {
            Rehash();
        }

        Put(slots, hash, Count);
    }

    private static int Grow(int length, long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new CustomerMetricsException("TooManyNames", FailureKind.LimitExceeded, "The distinct customer ids or group names take more than two gigabytes.", "Check that the right column is named as the customer's; a column that differs in every row is no customer id.");
        }

        return (int)Math.Min(Math.Max(length * 2L, needed), Array.MaxLength);
    }

    private void Rehash()
    {
        var larger = new ulong[slots.Length * 2];
        foreach (var slot in slots)
        {
            if (slot != 0)
            {
                Put(larger, (uint)(slot >> 32), (int)(uint)slot);
            }
        }

        Volatile.Write(ref slots, larger);
    }

    // The slot comes last: who sees it sees the name.
    private static void Put(ulong[] table, uint hash, int numberPlusOne)
    {
        var mask = table.Length - 1;
        var at = (int)hash & mask;
        while (table[at] != 0)
        {
            at = (at + 1) & mask;
        }

        Volatile.Write(ref table[at], ((ulong)hash << 32) | (uint)numberPlusOne);
    }
}

/// <summary>The number in a name that is counted up, or the hash of any other.</summary>
internal readonly struct NameKey(int value, bool isNumber)
{
    public int Value { get; } = value;

    public bool IsNumber { get; } = isNumber;
}
