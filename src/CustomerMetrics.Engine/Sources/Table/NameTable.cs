using System;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Distinct names (customer ids, group names) as UTF-8, numbered in the order they first came. The bytes lie in one array, the slots hold hash and number.
/// </summary>
internal sealed class NameTable
{
    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[64];
    private Slot[] slots = new Slot[128];
    private int warmed;

    public int Count { get; private set; }

    /// <summary>The number of a name, a new one if it is new.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> name, uint hash)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (true)
        {
            var slot = slots[at];
            if (slot.Number == 0)
            {
                return Add(name, hash, at);
            }

            if (slot.Hash == hash && name.SequenceEqual(GetBytes(slot.Number - 1)))
            {
                return slot.Number - 1;
            }

            at = (at + 1) & mask;
        }
    }

    /// <summary>How many names are worth warming at once.</summary>
    public const int WarmAtOnce = 64;

    /// <summary>
    /// Brings what the look-ups of the next names will read into the processor's cache: loads for many names overlap, those for one wait for each other.
    /// </summary>
    public void Warm(ReadOnlySpan<uint> hashes)
    {
        Span<int> places = stackalloc int[WarmAtOnce];
        var mask = slots.Length - 1;
        for (var i = 0; i < hashes.Length; i++)
        {
            places[i] = slots[(int)hashes[i] & mask].Number;
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            places[i] = places[i] == 0 ? 0 : ends[places[i] - 1];
        }

        var sum = 0;
        for (var i = 0; i < hashes.Length; i++)
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
        Array.Resize(ref ends, Count);
        Array.Resize(ref bytes, Count == 0 ? 0 : ends[Count - 1]);
    }

    private int Add(ReadOnlySpan<byte> name, uint hash, int at)
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
        slots[at] = new Slot(hash, ++Count);
        if (Count > slots.Length / 3 * 2)
        {
            Rehash();
        }

        return Count - 1;
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
        var larger = new Slot[slots.Length * 2];
        var mask = larger.Length - 1;
        foreach (var slot in slots)
        {
            if (slot.Number != 0)
            {
                var at = (int)slot.Hash & mask;
                while (larger[at].Number != 0)
                {
                    at = (at + 1) & mask;
                }

                larger[at] = slot;
            }
        }

        slots = larger;
    }

    /// <param name="Hash">The whole hash, so that growing reads no name.</param>
    /// <param name="Number">One more than the name's number; zero is an empty slot.</param>
    private readonly record struct Slot(uint Hash, int Number);
}
