using System;
using BenchmarkDotNet.Attributes;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Benchmarks;

/// <summary>The hash of an id and the look-up of one among many, the time of one.</summary>
public class NameBenchmarks
{
    private const int Count = 1 << 16;
    private const int Seed = 1;

    private NameTable names = new();
    private byte[][] ids = [];

    /// <summary>How many customers there are.</summary>
    [Params(10_000, 1_000_000)]
    public int Customers { get; set; }

    /// <summary>How ids are written.</summary>
    [Params("Padded", "Short", "Long", "Numeric")]
    public string Ids { get; set; } = "";

    /// <summary>Fills the table, and draws the ids to look up.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var kind = Enum.Parse<CustomerIds>(Ids);
        var random = new Random(Seed);
        var buffer = new byte[64];
        names = new();
        for (var customer = 0; customer < Customers; customer++)
        {
            ReadOnlySpan<byte> id = buffer.AsSpan(0, CustomerIdWriter.Write(kind, customer, buffer));
            names.GetOrAdd(id);
        }

        ids = new byte[Count][];
        for (var i = 0; i < Count; i++)
        {
            ids[i] = buffer[..CustomerIdWriter.Write(kind, random.Next(Customers), buffer)];
        }
    }

    /// <summary>The hash alone.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public uint Hash()
    {
        uint all = 0;
        foreach (var id in ids)
        {
            all ^= ByteHash.Compute(id);
        }

        return all;
    }

    /// <summary>Hash and look-up, one after the other.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long LookUp()
    {
        var sum = 0L;
        foreach (var id in ids)
        {
            sum += names.GetOrAdd(id);
        }

        return sum;
    }
}
