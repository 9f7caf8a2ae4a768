using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Names that are counted up, such as C00000123 or 4711, found by their number instead of a hash: one load, and no name to compare.
/// All names of an index have one prefix and either as many digits as the first or no leading zero, so that no two have the same number.
/// </summary>
internal sealed class NumberIndex
{
    private const int MostDigits = 9;

    // An index with more holes would take more memory than a hash table.
    private const int MostHoles = 4;

    private const int Smallest = 1 << 12;

    private readonly byte[] prefix;
    private readonly int digits;
    private readonly int lowest;

    // One more than the number of the name; zero is none.
    private int[] places = new int[Smallest];

    private NumberIndex(byte[] prefix, int digits, int lowest)
    {
        this.prefix = prefix;
        this.digits = digits;
        this.lowest = lowest;
    }

    /// <summary>An index of names like this one; null where it has no number.</summary>
    public static NumberIndex? Like(ReadOnlySpan<byte> name)
    {
        var start = name.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        var length = name.Length - start;
        if (length is 0 or > MostDigits)
        {
            return null;
        }

        var before = name[..start].ToArray();
        var width = length > 1 && name[start] == '0' ? length : 0;
        var first = new NumberIndex(before, width, 0).NumberOf(name);
        return new(before, width, Math.Max(first - (Smallest / 2), 0));
    }

    /// <summary>The place of a name that belongs to the index, counted from its lowest; negative of any other.</summary>
    [MethodImpl(Hot.Path)]
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith(prefix))
        {
            return -1;
        }

        var written = name[prefix.Length..];
        if (written.Length is 0 or > MostDigits || (digits == 0 ? written[0] == '0' && written.Length > 1 : written.Length != digits))
        {
            return -1;
        }

        var number = 0;
        foreach (var digit in written)
        {
            var value = (uint)(digit - '0');
            if (value > 9)
            {
                return -1;
            }

            number = (number * 10) + (int)value;
        }

        return number - lowest;
    }

    /// <summary>What was put at a number; -1 is nothing. Another thread may put meanwhile.</summary>
    [MethodImpl(Hot.Path)]
    public int Find(int number)
    {
        var found = Volatile.Read(ref places);
        return number < found.Length ? Volatile.Read(ref found[number]) - 1 : -1;
    }

    /// <summary>Whether a number may be put without too many holes.</summary>
    /// <param name="number">The number.</param>
    /// <param name="count">How many names there are.</param>
    public bool Takes(int number, int count) => number < places.Length || number < (long)MostHoles * count;

    public void Put(int number, int place)
    {
        if (number >= places.Length)
        {
            var larger = new int[(int)Math.Min(Math.Max(places.Length * 2L, number + 1L), Array.MaxLength)];
            places.CopyTo(larger, 0);
            Volatile.Write(ref places, larger);
        }

        Volatile.Write(ref places[number], place + 1);
    }
}
