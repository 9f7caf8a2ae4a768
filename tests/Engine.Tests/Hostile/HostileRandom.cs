using System.Collections.Generic;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>SplitMix64: a case stays the same on every machine and every version of .NET, which System.Random does not promise.</summary>
internal sealed class HostileRandom
{
    private ulong state;

    // Neighbouring seeds as they are would be one stream, shifted by a step.
    public HostileRandom(long seed)
    {
        state = (ulong)seed;
        state = NextBits() ^ 0x5DEECE66D;
    }

    public ulong NextBits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var bits = state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }

    public int Below(int limit) => (int)(NextBits() % (ulong)limit);

    public int Between(int from, int through) => from + Below(through - from + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)NextBits();
        }

        return bytes;
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
