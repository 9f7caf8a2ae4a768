using MathNet.Numerics.Random;

namespace CustomerMetrics.Engine.Samples;

/// <summary>
/// Random numbers of one customer: SplitMix64 (Steele, Lea and Flood 2014), started from the seed and the customer's number.
/// The seeds of the library's own generators have 32 bits, too few to give each of a million customers a stream of its own.
/// </summary>
internal sealed class CustomerStream : RandomSource
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    public CustomerStream()
        : base(threadSafe: false)
    {
    }

    public void Start(long seed, int customer) => StartAt(Mix(Mix(unchecked((ulong)seed) + Step) ^ (uint)customer));

    /// <summary>Starts the plain generator, as its reference implementation does.</summary>
    public void StartAt(ulong value) => state = value;

    public ulong NextBits()
    {
        unchecked
        {
            state += Step;
        }

        return Mix(state);
    }

    protected override double DoSample() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
